package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The two queries, on the table without policies and on the isolated one, and how their rows are read. */
final class Sql {
    private static final String COLUMNS = "select id, at, body from ";

    /** The tenant is a condition that the programmer must not forget. */
    static final Sql PLAIN = new Sql(
            COLUMNS + "visit_plain where tenant_id = ? and id = ?",
            COLUMNS + "visit_plain where tenant_id = ? and patient_id = ? order by id",
            true);

    /** The policies of the table add the tenant. */
    static final Sql ISOLATED =
            new Sql(COLUMNS + "visit where id = ?", COLUMNS + "visit where patient_id = ? order by id", false);

    private final String point;
    private final String list;
    private final boolean bindsTenant;

    private Sql(String point, String list, boolean bindsTenant) {
        this.point = point;
        this.list = list;
        this.bindsTenant = bindsTenant;
    }

    /** Runs {@link Contender#point} on an open connection. */
    int point(Connection connection, Tenant tenant, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(point)) {
            int at = bindTenant(statement, tenant);
            statement.setLong(at, id);
            return read(statement, 1);
        }
    }

    /** Runs {@link Contender#list} on an open connection. */
    int list(Connection connection, Tenant tenant, long patientId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(list)) {
            int at = bindTenant(statement, tenant);
            statement.setLong(at, patientId);
            return read(statement, Contender.LIST);
        }
    }

    private int bindTenant(PreparedStatement statement, Tenant tenant) throws SQLException {
        if (!bindsTenant) {
            return 1;
        }
        statement.setObject(1, tenant.id().value());
        return 2;
    }

    /** A contender that reads nothing would win every race. */
    private static int read(PreparedStatement statement, int expected) throws SQLException {
        int length = 0;
        int count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                length += rows.getString(3).length();
                count++;
            }
        }
        if (count != expected) {
            throw new IllegalStateException("read " + count + " rows instead of " + expected);
        }
        return length;
    }

    /** One of the two queries, on a connection that is ready for it. */
    @FunctionalInterface
    interface Query {
        int on(Connection connection) throws SQLException;
    }
}
