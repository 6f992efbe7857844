package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.sql.SQLException;

/** What the contenders on plain JDBC share: both queries go the same way. */
abstract class JdbcContender implements Contender {
    private final Sql sql;

    JdbcContender(Sql sql) {
        this.sql = sql;
    }

    /** Runs a query inside a tenant. */
    abstract int run(Tenant tenant, Sql.Query query) throws SQLException;

    @Override
    public final int point(Tenant tenant, long id) throws SQLException {
        return run(tenant, connection -> sql.point(connection, tenant, id));
    }

    @Override
    public final int list(Tenant tenant, long patientId) throws SQLException {
        return run(tenant, connection -> sql.list(connection, tenant, patientId));
    }
}
