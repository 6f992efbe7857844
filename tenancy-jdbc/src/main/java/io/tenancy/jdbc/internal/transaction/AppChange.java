package io.tenancy.jdbc.internal.transaction;

import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Says who changes the control plane from inside a tenant, why and when: without that the database refuses the change. */
public final class AppChange {
    private AppChange() {}

    /**
     * Says it, for the open transaction.
     *
     * @param connection a tenant-bound connection in a transaction
     * @param units on whose behalf; without a principal the application itself, {@code system}
     * @param reason why
     * @param now when
     * @throws SQLException if the server cannot be told
     */
    public static void attribute(Connection connection, TenantUnits units, String reason, Instant now)
            throws SQLException {
        TenantBinding binding = units.binding();
        units.changes(connection);
        Principal principal = binding.principal();
        Jdbc.run(
                connection,
                "select set_config('tenancy.actor', ?, true), set_config('tenancy.reason', ?, true),"
                        + " set_config('tenancy.changed_at', ?, true)",
                name(principal, binding.actor()),
                reason,
                now.truncatedTo(ChronoUnit.MICROS).toString());
    }

    /** Of an impersonation both: whoever acts, and as whom. */
    private static String name(@Nullable Principal principal, @Nullable Principal actor) {
        String whom = principal == null ? "system" : principal.id().toString();
        return actor == null ? whom : actor.name() + " as " + whom;
    }
}
