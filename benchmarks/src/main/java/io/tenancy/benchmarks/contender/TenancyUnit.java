package io.tenancy.benchmarks.contender;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Ours, one statement in autocommit mode: BEGIN, context, query and COMMIT travel together. */
final class TenancyUnit extends JdbcContender {
    private final TenantDataSource dataSource;

    TenancyUnit(DataSource pool) {
        super(Sql.ISOLATED);
        this.dataSource = TenantDataSource.wrap(pool);
    }

    @Override
    int run(Tenant tenant, Sql.Query query) throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant);
                Connection connection = dataSource.getConnection()) {
            return query.on(connection);
        }
    }
}
