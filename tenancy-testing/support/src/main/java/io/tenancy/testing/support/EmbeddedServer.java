package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL, started from the programs on the class path: thrown away at the end, or kept in a directory for development.
 * It listens on the loopback address only and asks for a generated password (SCRAM). Which version it is, the
 * {@code io.zonky.test.postgres} binaries on the class path decide.
 *
 * <p>A <em>thrown-away</em> server ends with {@link #close()}, with the JVM, or, if the JVM was killed, when the next one starts its
 * own. A <em>kept</em> server outlives the JVM: {@link #open(Path)} initialises it, starts it or attaches to it, whichever is
 * missing, on the same port every time; {@link #close()} leaves it running and {@link #stop(Path)} ends it. Several processes may
 * open one directory at once.
 *
 * <p>Both run with {@code fsync} off ({@link #fsync()}): fast, and after a loss of power the data may be gone. Never for data that
 * matters. As root, PostgreSQL runs in a user namespace or as another user (see {@link RunAs}). Instances are thread-safe.
 *
 * <pre>{@code
 * try (EmbeddedServer server = EmbeddedServer.throwAway()) {
 *     server.execute("postgres", "create database clinic");
 *     DataSource clinic = server.dataSource("clinic");
 * }
 * }</pre>
 *
 * <p>Every way to fail (no programs for this machine, root without a way out, a port that is taken, data of another version) is an
 * {@link EmbeddedServerException} that says what to do.
 */
public final class EmbeddedServer implements AutoCloseable {
    /** The name of the superuser. */
    public static final String SUPERUSER = "postgres";

    private static final int PASSWORD_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int port;
    private final String password;
    private final Path data;
    private final @Nullable ThrowAwayHome throwAway;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedServer(int port, String password, Path data, @Nullable ThrowAwayHome throwAway) {
        this.port = port;
        this.password = password;
        this.data = data;
        this.throwAway = throwAway;
    }

    static EmbeddedServer kept(int port, String password, Path data) {
        return new EmbeddedServer(port, password, data, null);
    }

    static EmbeddedServer thrownAway(int port, String password, Path data, ThrowAwayHome home) {
        EmbeddedServer server = new EmbeddedServer(port, password, data, home);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "tenancy-server-stop"));
        return server;
    }

    /**
     * Starts a server that is gone, with all its data, after {@link #close()}.
     *
     * @return the running server
     * @throws EmbeddedServerException if it cannot be started
     */
    public static EmbeddedServer throwAway() {
        return throwAway(ServerOptions.defaults());
    }

    /**
     * Starts a server that is gone, with all its data, after {@link #close()}.
     *
     * @param options how to run it
     * @return the running server
     * @throws EmbeddedServerException if it cannot be started
     */
    public static EmbeddedServer throwAway(ServerOptions options) {
        return told("A throw-away PostgreSQL", () -> ThrowAwayHome.start(options));
    }

    /**
     * Opens the kept server of a directory: initialises it if there is none, starts it if it is stopped, attaches to it if it runs.
     *
     * @param home the directory, made if missing and readable only by this user
     * @return the running server
     * @throws EmbeddedServerException if it cannot be started
     */
    public static EmbeddedServer open(Path home) {
        return open(home, ServerOptions.defaults());
    }

    /**
     * Opens the kept server of a directory. Options other than the port take effect when the server starts, not when it is attached
     * to.
     *
     * @param home the directory, made if missing and readable only by this user
     * @param options how to run it
     * @return the running server
     * @throws EmbeddedServerException if it cannot be started, or runs on another port than the options ask for
     */
    public static EmbeddedServer open(Path home, ServerOptions options) {
        return told("The embedded PostgreSQL in " + home, () -> new KeptHome(home).open(options));
    }

    /**
     * Stops the kept server of a directory, ending its sessions in order.
     *
     * @param home the directory
     * @return whether it ran
     * @throws EmbeddedServerException if it runs and cannot be stopped
     */
    @com.google.errorprone.annotations.CanIgnoreReturnValue
    public static boolean stop(Path home) {
        return told("The embedded PostgreSQL in " + home, () -> new KeptHome(home).stop(ServerOptions.defaults()));
    }

    /**
     * Tells about the kept server of a directory, without changing anything.
     *
     * @param home the directory
     * @return whether it exists and runs, and where
     * @throws EmbeddedServerException if the directory is damaged
     */
    public static ServerStatus status(Path home) {
        return told("The embedded PostgreSQL in " + home, () -> new KeptHome(home).status());
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T told(String subject, Step<T> step) {
        try {
            return step.run();
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    subject + " cannot be used: " + e, "Check that the directory is there, writable and not full", e);
        }
    }

    static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * The loopback address the server listens on.
     *
     * @return a numeric address
     */
    public String host() {
        return Loopback.HOST;
    }

    /**
     * The port the server listens on.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * The generated password of {@link #SUPERUSER}. Keep it out of logs.
     *
     * @return the password
     */
    public String password() {
        return password;
    }

    /**
     * Whether the server waits for the disk at commit. It does not.
     *
     * @return false
     */
    public boolean fsync() {
        return false;
    }

    /**
     * The server's log file.
     *
     * @return the path
     */
    public Path log() {
        return Cluster.log(data);
    }

    /**
     * The JDBC address of a database, without user and password.
     *
     * @param database the database
     * @return the address
     */
    public String jdbcUrl(String database) {
        return Loopback.url(port, database);
    }

    /**
     * A database as the superuser, without a pool.
     *
     * @param database the database
     * @return a source of fresh connections
     */
    public DataSource dataSource(String database) {
        return dataSource(database, SUPERUSER, password);
    }

    /**
     * A database as some user, without a pool.
     *
     * @param database the database
     * @param user the user
     * @param secret the user's password
     * @return a source of fresh connections
     */
    public DataSource dataSource(String database, String user, String secret) {
        return Loopback.source(jdbcUrl(database), user, secret);
    }

    /**
     * Executes SQL as the superuser on a connection of its own, in autocommit mode.
     *
     * @param database the database
     * @param sql one or several statements
     * @throws SQLException what the server says
     */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Ends a thrown-away server and removes its data; leaves a kept one running. Closing again does nothing.
     *
     * @throws EmbeddedServerException if the server cannot be stopped
     */
    @Override
    public void close() {
        ThrowAwayHome home = throwAway;
        if (home != null && closed.compareAndSet(false, true)) {
            boolean done = told("A throw-away PostgreSQL", () -> {
                home.discard();
                return true;
            });
            assert done;
        }
    }
}
