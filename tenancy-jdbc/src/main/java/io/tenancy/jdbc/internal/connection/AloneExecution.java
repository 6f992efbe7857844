package io.tenancy.jdbc.internal.connection;

import java.sql.SQLException;
import java.sql.Statement;

/** Runs a statement that gets its context in a flight of its own. */
final class AloneExecution {
    private AloneExecution() {}

    static <T> T run(TenantConnection connection, SqlText text, Statement physical, SqlWork<T> work)
            throws SQLException {
        return connection.execute(text, false, route -> {
            int fetchSize = physical.getFetchSize();
            if (!route.form().ownsTransaction() || fetchSize == 0) {
                return work.run();
            }
            physical.setFetchSize(0); // COMMIT closes a cursor, so everything must have arrived before
            try {
                return work.run();
            } finally {
                physical.setFetchSize(fetchSize);
            }
        });
    }
}
