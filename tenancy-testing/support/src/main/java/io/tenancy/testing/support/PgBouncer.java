package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * The pooler PgBouncer in transaction mode, started on a free loopback port in front of a server, and stopped by {@link #close()} or
 * with the JVM. Root starts it as an unprivileged user. Both sides use SCRAM. Thread-safe.
 *
 * <pre>{@code
 * Optional<Path> program = Programs.locate("pgbouncer");
 * assumeThat(program).as("pgbouncer is installed").isPresent();
 * try (PgBouncer pooler = PgBouncer.start(program.get(), server, Map.of("tenancy_app", "secret"), 4)) {
 *     DataSource source = pooler.dataSource("clinic", "tenancy_app", "secret");
 * }
 * }</pre>
 *
 * <p>Before version 1.21 it does not know prepared statements in this mode: set {@code prepareThreshold=0} in pgjdbc.
 */
public final class PgBouncer implements AutoCloseable {
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MAX_CLIENTS = 500;

    private final Process process;
    private final Path directory;
    private final int port;
    private final Thread hook;

    private PgBouncer(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.hook = new Thread(process::destroyForcibly, "pgbouncer-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts PgBouncer in front of a server.
     *
     * @param program the program, see {@link Programs#locate}
     * @param server the server behind it
     * @param users the passwords of the users who may connect, by name
     * @param poolSize how many server connections it keeps for each user and database
     * @return the running pooler
     * @throws ProgramException if it does not start
     */
    public static PgBouncer start(Path program, EmbeddedServer server, Map<String, String> users, int poolSize) {
        return start(program, server.host(), server.port(), users, poolSize);
    }

    /**
     * Starts PgBouncer in front of a server, or of a {@link WireProxy}.
     *
     * @param program the program, see {@link Programs#locate}
     * @param host the host behind it
     * @param targetPort the port behind it
     * @param users the passwords of the users who may connect, by name
     * @param poolSize how many server connections it keeps for each user and database
     * @return the running pooler
     * @throws ProgramException if it does not start
     */
    public static PgBouncer start(Path program, String host, int targetPort, Map<String, String> users, int poolSize) {
        if (users.isEmpty() || poolSize < 1) {
            throw new IllegalArgumentException("PgBouncer needs at least one user and one connection");
        }
        try {
            Account account = Account.unprivileged();
            Path directory = Files.createTempDirectory("tenancy-pgbouncer-");
            try {
                int port = Loopback.freePort();
                write(directory, "pgbouncer.ini", settings(directory, host, targetPort, port, poolSize), account);
                write(directory, "users.txt", users(users), account);
                hand(directory, account);
                return started(run(program, directory, account), directory, port);
            } catch (IOException | RuntimeException e) {
                FileTree.delete(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new ProgramException(
                    program + " cannot be started: " + e.getMessage(), "Check that it is installed and executable", e);
        }
    }

    private static String settings(Path directory, String host, int targetPort, int port, int poolSize) {
        return String.join(
                "\n",
                "[databases]",
                "* = host=" + host + " port=" + targetPort,
                "[pgbouncer]",
                "listen_addr = " + Loopback.HOST,
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = scram-sha-256",
                "auth_file = " + directory.resolve("users.txt"),
                "pool_mode = transaction",
                "default_pool_size = " + poolSize,
                "max_client_conn = " + MAX_CLIENTS,
                "ignore_startup_parameters = extra_float_digits",
                "");
    }

    private static String users(Map<String, String> users) {
        StringBuilder text = new StringBuilder();
        users.forEach((user, password) ->
                text.append(String.format(Locale.ROOT, "\"%s\" \"%s\"%n", quoted(user), quoted(password))));
        return text.toString();
    }

    private static String quoted(String text) {
        return text.replace("\"", "\"\"");
    }

    private static void write(Path directory, String name, String text, Account account) throws IOException {
        Path file = directory.resolve(name);
        FileTree.writeSecret(file, text);
        hand(file, account);
    }

    private static void hand(Path path, Account account) throws IOException {
        if (account.isAnotherUser()) {
            FileTree.handTo(path, account.uid());
        }
    }

    private static Process run(Path program, Path directory, Account account) throws IOException {
        List<String> line = new ArrayList<>(account.prefix());
        line.add(program.toString());
        line.add(directory.resolve("pgbouncer.ini").toString());
        return new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                .start();
    }

    private static PgBouncer started(Process process, Path directory, int port) throws IOException {
        long end = System.nanoTime() + START_LIMIT_NANOS;
        while (!Loopback.answers(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new ProgramException(
                        "PgBouncer does not start: "
                                + Files.readString(directory.resolve("pgbouncer.log"))
                                        .strip(),
                        "Mend what it names");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return new PgBouncer(process, directory, port);
    }

    /**
     * The loopback address it listens on.
     *
     * @return a numeric address
     */
    public String host() {
        return Loopback.HOST;
    }

    /**
     * The port it listens on.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * The JDBC address of a database through the pooler, without user and password, with {@code prepareThreshold=0}.
     *
     * @param database the database
     * @return the address
     */
    public String jdbcUrl(String database) {
        return Loopback.url(port, database) + "?prepareThreshold=0";
    }

    /**
     * A database through the pooler, without a pool of its own.
     *
     * @param database the database
     * @param user one of the users given at the start
     * @param password the user's password
     * @return a source of fresh connections
     */
    public DataSource dataSource(String database, String user, String password) {
        return Loopback.source(jdbcUrl(database), user, password);
    }

    /** The user it runs as, if the system tells. */
    String user() {
        return process.info().user().orElse("");
    }

    /** Stops the program and removes its files. Closing again does nothing. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            FileTree.delete(directory);
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new ProgramException(
                    "The files of PgBouncer in " + directory + " cannot be removed", "Remove them by hand", e);
        } catch (IllegalStateException e) {
            process.destroyForcibly();
        }
    }
}
