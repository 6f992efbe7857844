package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** An ordinary transaction of one statement, without tenancy: what ours is compared with. */
final class RawTransaction extends JdbcContender {
    private final DataSource pool;

    RawTransaction(DataSource pool) {
        super(Sql.PLAIN);
        this.pool = pool;
    }

    @Override
    int run(Tenant tenant, Sql.Query query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            int result = query.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        }
    }
}
