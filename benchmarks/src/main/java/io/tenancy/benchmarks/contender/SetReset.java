package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A setting of the session: set when a connection is taken, reset when it is given back. Leaks through a transaction pooler. */
final class SetReset extends JdbcContender {
    private final DataSource pool;

    SetReset(DataSource pool) {
        super(Sql.ISOLATED);
        this.pool = pool;
    }

    @Override
    int run(Tenant tenant, Sql.Query query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try (PreparedStatement set =
                    connection.prepareStatement("select set_config('tenancy.tenant_id', ?, false)")) {
                set.setString(1, tenant.id().toString());
                set.execute();
            }
            int result = query.on(connection);
            try (Statement reset = connection.createStatement()) {
                reset.execute("reset tenancy.tenant_id");
            }
            return result;
        }
    }
}
