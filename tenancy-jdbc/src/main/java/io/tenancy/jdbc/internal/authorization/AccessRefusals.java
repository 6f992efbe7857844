package io.tenancy.jdbc.internal.authorization;

import io.tenancy.TenancyException;
import io.tenancy.authorization.AccessConflictException;
import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.EscalationRefusedException;
import io.tenancy.authorization.LastOwnerException;
import io.tenancy.authorization.PermissionDeniedException;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the database means when it refuses a change of roles and grants. */
public final class AccessRefusals {
    private static final Map<String, Function<SQLException, TenancyException>> RULES = Map.of(
            "TN020", e -> new EscalationRefusedException(told(e), e),
            "TN021",
                    e -> new PermissionDeniedException(
                            told(e), "Bind the principal with TenantBinding.withPrincipal, or let an operator do it"),
            "TN022", e -> new AccessConflictException(told(e), "Choose another place", e),
            "TN023", LastOwnerException::new,
            "TN024", e -> new AccessConflictException(told(e), "Make a new one", e),
            "TN025",
                    e -> new AccessConflictException(
                            told(e), "Use a transaction of the default isolation level for it", e),
            "TN027", e -> new AccessConflictException(told(e), "Choose another key or pattern", e),
            "TN028",
                    e -> new AccessNotFoundException(
                            told(e), "tenancyctl member list and key list show who there is", e),
            "23505", e -> new AccessConflictException("It is there already", "Choose another name", e),
            "23514",
                    e -> new AccessConflictException(
                            "Ownership is for people, in the whole tenant, and a name is 1 to 100 characters",
                            "Choose another role, place or name",
                            e));

    private AccessRefusals() {}

    /**
     * For work that adds.
     *
     * @return by SQLSTATE
     */
    public static Map<String, Function<SQLException, TenancyException>> adding() {
        return with(e -> new AccessNotFoundException(
                "There is no such role, group or branch", "tenancyctl role list shows what there is", e));
    }

    /**
     * For work that takes away.
     *
     * @return by SQLSTATE
     */
    public static Map<String, Function<SQLException, TenancyException>> removing() {
        return with(e -> new AccessConflictException(
                "It is still held, or inherited from", "Revoke its grants first; tenancyctl grant list shows them", e));
    }

    private static Map<String, Function<SQLException, TenancyException>> with(
            Function<SQLException, TenancyException> reference) {
        Map<String, Function<SQLException, TenancyException>> all = new HashMap<>(RULES);
        all.put("23503", reference);
        return all;
    }

    private static String told(SQLException refusal) {
        String text = ServerFailure.text(refusal);
        String plain = text.startsWith("ERROR: ") ? text.substring("ERROR: ".length()) : text;
        return plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
    }
}
