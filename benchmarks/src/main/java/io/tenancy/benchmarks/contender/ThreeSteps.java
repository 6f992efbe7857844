package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The usual recipe for row level security: begin and set_config, then the query, then commit. */
final class ThreeSteps extends JdbcContender {
    private final DataSource pool;

    ThreeSteps(DataSource pool) {
        super(Sql.ISOLATED);
        this.pool = pool;
    }

    @Override
    int run(Tenant tenant, Sql.Query query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement context =
                    connection.prepareStatement("select set_config('tenancy.tenant_id', ?, true)")) {
                context.setString(1, tenant.id().toString());
                context.execute();
            }
            int result = query.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        }
    }
}
