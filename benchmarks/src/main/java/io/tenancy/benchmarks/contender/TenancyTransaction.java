package io.tenancy.benchmarks.contender;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Ours, a transaction of one statement: the context rides on it. */
final class TenancyTransaction extends JdbcContender {
    private final TenantDataSource dataSource;

    TenancyTransaction(DataSource pool) {
        super(Sql.ISOLATED);
        this.dataSource = TenantDataSource.wrap(pool);
    }

    @Override
    int run(Tenant tenant, Sql.Query query) throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant);
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            int result = query.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        }
    }
}
