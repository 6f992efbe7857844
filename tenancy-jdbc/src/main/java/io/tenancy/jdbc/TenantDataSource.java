package io.tenancy.jdbc;

import io.tenancy.jdbc.internal.connection.StatementTexts;
import io.tenancy.jdbc.internal.connection.TenantConnection;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.ShardingKeyBuilder;
import java.util.Objects;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Wraps a {@link DataSource} of the role {@code tenancy_app}; from then on every statement runs inside the tenant that is bound on
 * the thread ({@link io.tenancy.context.TenantContext}), and PostgreSQL's row level security holds it there.
 *
 * <p>Drop-in: JdbcTemplate, Hibernate, MyBatis and jOOQ take it like any other data source. In autocommit mode a statement and its
 * context travel in one round trip; in a transaction the context rides on the first statement. With nothing bound a statement is
 * refused with {@link io.tenancy.jdbc.failure.TenantSqlException} before anything is sent; transaction control, SET and SHOW need no tenant, nor do questions
 * about the catalog.
 *
 * <pre>{@code
 * DataSource pool = new HikariDataSource(config);          // connects as tenancy_app
 * DataSource dataSource = TenantDataSource.wrap(pool);
 * try (TenantScope scope = TenantContext.bind(tenant)) {
 *     // everything through dataSource sees this tenant's rows, and no others
 * }
 * }</pre>
 *
 * <p>Put the pool inside and this outside: connections are shared by all tenants, and nothing of a tenant is left on them. Thread-safe.
 * It opens nothing itself and has nothing to close; close the pool.
 */
public final class TenantDataSource implements DataSource {
    private final DataSource delegate;
    private final boolean withNumber;
    private final StatementTexts texts = new StatementTexts();

    private TenantDataSource(DataSource delegate, boolean withNumber) {
        this.delegate = Objects.requireNonNull(delegate, "delegate");
        this.withNumber = withNumber;
    }

    /**
     * Wraps a data source whose tenant columns are uuid or text.
     *
     * @param dataSource connects as {@code tenancy_app}
     * @return the tenant-bound data source
     * @throws IllegalArgumentException if it is tenant-bound already
     */
    public static TenantDataSource wrap(DataSource dataSource) {
        requireUnbound(dataSource);
        return new TenantDataSource(dataSource, false);
    }

    /**
     * Wraps a data source of a schema whose tenant columns are bigint: the tenant's {@link io.tenancy.tenant.Tenant#number()} rides
     * along as {@code tenancy.tenant_number}.
     *
     * @param dataSource connects as {@code tenancy_app}
     * @return the tenant-bound data source
     * @throws IllegalArgumentException if it is tenant-bound already
     */
    public static TenantDataSource wrapWithNumber(DataSource dataSource) {
        requireUnbound(dataSource);
        return new TenantDataSource(dataSource, true);
    }

    private static void requireUnbound(DataSource dataSource) {
        if (dataSource instanceof TenantDataSource) {
            throw new IllegalArgumentException("dataSource is a TenantDataSource already");
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return bound(delegate.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return bound(delegate.getConnection(username, password));
    }

    private Connection bound(Connection connection) throws SQLException {
        try {
            return new TenantConnection(connection, texts, withNumber);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this)
                ? type.cast(this)
                : type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(delegate) || delegate.isWrapperFor(type);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return delegate.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        delegate.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        delegate.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return delegate.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return delegate.getParentLogger();
    }

    @Override
    public ConnectionBuilder createConnectionBuilder() throws SQLException {
        throw new SQLFeatureNotSupportedException("createConnectionBuilder");
    }

    @Override
    public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
        throw new SQLFeatureNotSupportedException("createShardingKeyBuilder");
    }

    @Override
    public String toString() {
        return "TenantDataSource[" + delegate + "]";
    }
}
