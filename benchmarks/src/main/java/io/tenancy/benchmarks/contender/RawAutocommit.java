package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** No tenancy but a condition in the query: what everything else is compared with. */
final class RawAutocommit extends JdbcContender {
    private final DataSource pool;

    RawAutocommit(DataSource pool) {
        super(Sql.PLAIN);
        this.pool = pool;
    }

    @Override
    int run(Tenant tenant, Sql.Query query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return query.on(connection);
        }
    }
}
