package io.tenancy.cli.demo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.context.TenantContext;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * What an attacker has: the application's own connections, both tenant-bound and raw, and ids of the other tenant's rows that leaked
 * in some other way. And what the referee has: the admin's view.
 */
final class Arena {
    private final DataSource tenantBound;
    private final DataSource rawApp;
    private final DataSource freshApp;
    private final DataSource admin;
    private final Tenant own;
    private final Tenant other;
    private final Map<String, Object> names;

    Arena(
            DataSource tenantBound,
            DataSource rawApp,
            DataSource freshApp,
            DataSource admin,
            Tenant own,
            Tenant other,
            Map<String, Object> names) {
        this.tenantBound = tenantBound;
        this.rawApp = rawApp;
        this.freshApp = freshApp;
        this.admin = admin;
        this.own = own;
        this.other = other;
        this.names = Map.copyOf(names);
    }

    /** Work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws Exception;
    }

    Tenant own() {
        return own;
    }

    Tenant other() {
        return other;
    }

    Object named(String name) {
        return Objects.requireNonNull(names.get(name), name);
    }

    DataSource tenantBound() {
        return tenantBound;
    }

    /** A transaction through the SDK as the attacking tenant; committed. */
    @CanIgnoreReturnValue
    <T> T asOwn(Work<T> work) throws Exception {
        return as(own, work);
    }

    /** A transaction through the SDK as either tenant; committed. */
    @CanIgnoreReturnValue
    <T> T as(Tenant tenant, Work<T> work) throws Exception {
        try (var ignored = TenantContext.bind(tenant);
                Connection connection = tenantBound.getConnection()) {
            return inTransaction(connection, work);
        }
    }

    /** A transaction on a raw connection of the application's role, with the own context set by hand; committed. */
    <T> T raw(Work<T> work) throws Exception {
        try (Connection connection = rawApp.getConnection()) {
            return inTransaction(connection, c -> {
                setContext(c, own.id().toString());
                return work.on(c);
            });
        }
    }

    /** A transaction on a new raw connection of the application's role, without any context; committed. */
    <T> T bare(Work<T> work) throws Exception {
        try (Connection connection = freshApp.getConnection()) {
            return inTransaction(connection, work);
        }
    }

    static void setContext(Connection connection, String tenantId) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("select set_config('tenancy.tenant_id', ?, true)")) {
            set.setString(1, tenantId);
            set.execute();
        }
    }

    private static <T> T inTransaction(Connection connection, Work<T> work) throws Exception {
        connection.setAutoCommit(false);
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (Exception | Error e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** A number as the admin sees it, after everything is committed. */
    long asAdmin(String sql) throws SQLException {
        try (Connection connection = admin.getConnection()) {
            return number(connection, sql);
        }
    }

    /** How many rows a query gives. */
    @CanIgnoreReturnValue
    long rows(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = new NamedSql(sql).prepare(connection, names);
                ResultSet result = statement.executeQuery()) {
            return count(result);
        }
    }

    static long count(ResultSet result) throws SQLException {
        long rows = 0;
        while (result.next()) {
            rows++;
        }
        return rows;
    }

    /** The one number a query gives. */
    @CanIgnoreReturnValue
    long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = new NamedSql(sql).prepare(connection, names);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** How many rows a change says it changed. */
    @CanIgnoreReturnValue
    int change(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = new NamedSql(sql).prepare(connection, names)) {
            return statement.executeUpdate();
        }
    }
}
