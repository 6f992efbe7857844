package io.tenancy.jdbc.migration;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One program at a time migrates a database. Flyway has a lock too, but two that start on an empty database both make the history
 * before they take it. Held by a session, so that no open transaction stands in the way of CREATE INDEX CONCURRENTLY.
 */
final class MigrationLock {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    private static final String KEY = "hashtextextended('tenancy.migrate', 0)";

    private MigrationLock() {}

    static <T> T hold(DataSource migrator, Supplier<T> work) {
        try (Connection connection = migrator.getConnection()) {
            connection.setAutoCommit(true);
            if (!Jdbc.test(connection, "select pg_try_advisory_lock(" + KEY + ")")) {
                LOG.info("Another program migrates this database; waiting for it");
                Jdbc.run(connection, "select pg_advisory_lock(" + KEY + ")");
            }
            try {
                return work.get();
            } finally {
                // A pool would keep the session, and the lock with it.
                Jdbc.run(connection, "select pg_advisory_unlock(" + KEY + ")");
            }
        } catch (SQLException e) {
            throw ServerFailure.of("migrate", e);
        }
    }
}
