package io.tenancy.testing.support;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * One database on a test server, dropped by {@link #close()} even while somebody is connected. Thread-safe.
 *
 * <pre>{@code
 * try (TestDatabase database = TestServer.clone("clinic")) {
 *     DataSource app = database.dataSource("tenancy_app", "secret");
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private final EmbeddedServer server;
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();

    TestDatabase(EmbeddedServer server, String name) {
        this.server = server;
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * The server this database is on.
     *
     * @return the server
     */
    public EmbeddedServer server() {
        return server;
    }

    /**
     * The name of the database.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The JDBC address, without user and password.
     *
     * @return the address
     */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /**
     * This database as the superuser, without a pool.
     *
     * @return a source of fresh connections
     */
    public DataSource dataSource() {
        return server.dataSource(name);
    }

    /**
     * This database as some user, without a pool.
     *
     * @param user the user
     * @param password the user's password
     * @return a source of fresh connections
     */
    public DataSource dataSource(String user, String password) {
        return server.dataSource(name, user, password);
    }

    /**
     * Executes SQL as the superuser, in autocommit mode.
     *
     * @param sql one or several statements
     * @throws SQLException what the server says
     */
    public void execute(String sql) throws SQLException {
        server.execute(name, sql);
    }

    /**
     * Ends all sessions on this database and drops it. Closing again does nothing.
     *
     * @throws EmbeddedServerException if it cannot be dropped
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.execute(EmbeddedServer.SUPERUSER, "drop database if exists \"" + name + "\" with (force)");
            } catch (SQLException e) {
                throw new EmbeddedServerException(
                        "The test database " + name + " cannot be dropped: " + e.getMessage(),
                        "Look for what still uses it (a template, a subscription)",
                        e);
            }
        }
    }
}
