package io.tenancy.jdbc.internal.registry;

import io.tenancy.entitlement.Holding;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** The registry itself: every call asks the database. Thread-safe. */
public final class RegistrySource {
    private final DataSource app;
    private final LongAdder queries = new LongAdder();

    /**
     * Asks through one connection source.
     *
     * @param app connects as the application, not tenant-bound
     */
    public RegistrySource(DataSource app) {
        this.app = app;
    }

    /**
     * Asks for a tenant.
     *
     * @param lookup the question
     * @return the answer
     * @throws RegistryUnavailableException if the database does not answer
     */
    public Optional<Tenant> ask(Lookup lookup) {
        queries.increment();
        try {
            return autocommitted(lookup::ask);
        } catch (SQLException e) {
            throw new RegistryUnavailableException(lookup.value(), e);
        }
    }

    /**
     * Asks what a tenant holds.
     *
     * @param tenant the tenant
     * @return plan, add-ons and overrides; nothing for an unknown tenant
     * @throws RegistryUnavailableException if the database does not answer
     */
    public Holding holding(TenantId tenant) {
        queries.increment();
        try {
            return autocommitted(connection -> HoldingRows.read(connection, tenant));
        } catch (SQLException e) {
            throw new RegistryUnavailableException(tenant.toString(), e);
        }
    }

    /** The token that changes with every change of the registry. */
    UUID version() throws SQLException {
        return autocommitted(RegistrySource::version);
    }

    static UUID version(Connection connection) throws SQLException {
        return Jdbc.list(connection, "select tenancy.registry_version()", row -> row.getObject(1, UUID.class))
                .get(0);
    }

    /** One statement, one round trip. */
    private <T> T autocommitted(Jdbc.Work<T> work) throws SQLException {
        try (Connection connection = app.getConnection()) {
            boolean before = connection.getAutoCommit();
            connection.setAutoCommit(true);
            try {
                return work.on(connection);
            } finally {
                if (!before && !connection.isClosed()) {
                    connection.setAutoCommit(false);
                }
            }
        }
    }

    /**
     * How many look-ups asked the database.
     *
     * @return the count since the start
     */
    public long queries() {
        return queries.sum();
    }
}
