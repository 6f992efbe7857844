package io.tenancy.cli.adopt;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** An adoption cannot go on: something about the database, the plan or what was asked stands in its way. Nothing is half done. */
public final class AdoptionException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private AdoptionException(ErrorCode code, String problem, String remedy, Map<String, String> ids) {
        super(code, problem, remedy, ids, null);
    }

    static AdoptionException refused(String problem, String remedy) {
        return new AdoptionException(ErrorCode.ADOPTION_REFUSED, problem, remedy, Map.of());
    }

    static AdoptionException usage(String problem, String remedy) {
        return new AdoptionException(ErrorCode.USAGE, problem, remedy, Map.of());
    }

    static AdoptionException busy() {
        return new AdoptionException(
                ErrorCode.BUSY, "Another program adopts this database", "Wait for it to end and run again", Map.of());
    }
}
