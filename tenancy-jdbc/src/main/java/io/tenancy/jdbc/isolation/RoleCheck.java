package io.tenancy.jdbc.isolation;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Asks a database whether a login is bound by row level security, and whether server, driver and control plane fit. Read only, a few
 * catalog queries on one connection. Stateless and thread-safe.
 */
public final class RoleCheck {
    private RoleCheck() {}

    /**
     * Everything that is wrong with the application's connection.
     *
     * @param app connects as the application does, unwrapped
     * @return one exception per fact, each with the command that mends it, the gravest first; empty if all is well
     * @throws TenancyException if the database cannot be asked at all
     */
    public static List<TenancyException> findings(DataSource app) {
        return Jdbc.inTransaction(app, "check the application's role", connection -> {
            List<TenancyException> findings = new ArrayList<>();
            RoleFindings.collect(connection, findings);
            DriverFindings.collect(connection, findings);
            ServerFindings.collect(connection, findings);
            return findings;
        });
    }

    /**
     * Refuses an unsafe connection.
     *
     * @param app connects as the application does, unwrapped
     * @throws TenancyException the gravest finding, the others as suppressed ones
     */
    public static void requireSafe(DataSource app) {
        List<TenancyException> findings = findings(app);
        if (!findings.isEmpty()) {
            TenancyException first = findings.get(0);
            findings.subList(1, findings.size()).forEach(first::addSuppressed);
            throw first;
        }
    }
}
