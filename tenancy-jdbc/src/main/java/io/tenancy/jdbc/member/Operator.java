package io.tenancy.jdbc.member;

import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.jdbc.provision.Attribution;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who runs the platform. No member of any tenant; always has a second factor.
 *
 * @param id its identity
 * @param name its login, as the audit trail tells it
 * @param level what it may do
 * @param createdAt since when there is one
 * @param signedInAt when it last signed in; null if never
 * @param disabledAt since when it may not any more; null if it may
 */
public record Operator(
        UUID id,
        String name,
        OperatorLevel level,
        Instant createdAt,
        @Nullable Instant signedInAt,
        @Nullable Instant disabledAt) {
    /**
     * As whom it acts where a principal is asked for.
     *
     * @return a principal that holds nothing inside a tenant
     */
    public Principal principal() {
        return new Principal(id, "operator:" + name, PrincipalKind.OPERATOR);
    }

    /**
     * Who it is in the audit trail.
     *
     * @param reason why it does something
     * @return the attribution
     */
    public Attribution attribution(String reason) {
        return new Attribution("operator:" + name, reason);
    }
}
