package io.tenancy.cli.adopt;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An adoption cannot go on: something about the database, the plan or what was asked stands in its way. Nothing is half done. */
public final class AdoptionException extends TenancyException {
    private static final long serialVersionUID = 1L;

    private AdoptionException(
            ErrorCode code, String problem, String remedy, Map<String, String> ids, @Nullable Throwable cause) {
        super(code, problem, remedy, ids, cause);
    }

    static AdoptionException refused(String problem, String remedy) {
        return new AdoptionException(ErrorCode.ADOPTION_REFUSED, problem, remedy, Map.of(), null);
    }

    static AdoptionException usage(String problem, String remedy) {
        return new AdoptionException(ErrorCode.USAGE, problem, remedy, Map.of(), null);
    }

    /** What a script of ours refuses by itself: its message and its hint are made for people. */
    static AdoptionException refused(SQLException refusal) {
        ServerErrorMessage server = refusal instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String problem = server == null ? refusal.getMessage() : server.getMessage();
        String hint = server == null ? null : server.getHint();
        return new AdoptionException(
                ErrorCode.ADOPTION_REFUSED,
                problem == null
                        ? "The server refused"
                        : problem.replaceAll("\\s*\\R\\s*", "; ").replace(":;", ":"),
                hint == null ? "Mend what it names" : Character.toUpperCase(hint.charAt(0)) + hint.substring(1),
                Map.of(),
                refusal);
    }

    static AdoptionException notAllowed(SQLException refusal) {
        return new AdoptionException(
                ErrorCode.PRIVILEGE_MISSING,
                "This login may not give the application's objects away",
                "Set TENANCY_INIT_USER and TENANCY_INIT_PASSWORD to a superuser, or to their owner if it is a member of tenancy_owner",
                Map.of(),
                refusal);
    }

    static AdoptionException busy() {
        return new AdoptionException(
                ErrorCode.BUSY,
                "Another program adopts this database",
                "Wait for it to end and run again",
                Map.of(),
                null);
    }
}
