package io.tenancy.testing.support;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** The directory of a server that is kept: its data, and a file with its port and password that only its user can read. */
final class KeptHome {
    private static final int FIRST_PORT = 15_432;
    private static final int PORTS = 2_000;

    private final Path home;
    private final Path data;
    private final Path stateFile;

    KeptHome(Path home) {
        this.home = home.toAbsolutePath().normalize();
        this.data = this.home.resolve("data");
        this.stateFile = this.home.resolve("embedded.properties");
    }

    private record State(int port, String password) {}

    EmbeddedServer open(ServerOptions options) throws IOException {
        if (!Files.isDirectory(home)) {
            Files.createDirectories(home);
            FileTree.permit(home, "rwx------");
            Files.writeString(home.resolve(".gitignore"), "*\n");
        }
        try (HomeLock lock = HomeLock.take(home)) {
            if (!Files.isDirectory(data)) {
                initialise(options);
            }
            State state = readState();
            Optional<PostmasterFile> running = PostmasterFile.running(data);
            if (running.isPresent()) {
                awaitReady(running.get());
            } else {
                state = start(state, options);
            }
            requirePort(state, options);
            return EmbeddedServer.kept(state.port(), state.password(), data);
        }
    }

    private void initialise(ServerOptions options) throws IOException {
        Account account = Account.forNew(options.runAs());
        if (account.isAnotherUser()) {
            FileTree.permit(home, "rwx--x--x");
        }
        Path unfinished = home.resolve("data.new");
        FileTree.delete(unfinished);
        String password = EmbeddedServer.newPassword();
        new Cluster(Binaries.unpacked(options.cache()), account, unfinished).initialise(password);
        writeState(new State(options.port() == 0 ? freePort() : options.port(), password));
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A port that this directory gets again when it is made anew, outside the range that systems hand out by themselves. */
    private int freePort() {
        int first = Math.floorMod(home.hashCode(), PORTS);
        for (int i = 0; i < PORTS; i++) {
            int port = FIRST_PORT + (first + i) % PORTS;
            if (Loopback.isFree(port)) {
                return port;
            }
        }
        throw new EmbeddedServerException(
                "No port between " + FIRST_PORT + " and " + (FIRST_PORT + PORTS - 1) + " is free",
                "Stop the programs that listen there, or choose a port");
    }

    private State start(State remembered, ServerOptions options) throws IOException {
        State state = remembered;
        if (options.port() != 0 && options.port() != remembered.port()) {
            state = new State(options.port(), remembered.password());
            writeState(state);
        }
        if (!Loopback.isFree(state.port())) {
            throw new EmbeddedServerException(
                    "Port " + state.port() + ", which belongs to the embedded PostgreSQL in " + home
                            + ", is taken by another program",
                    "Stop that program, or change the port in " + stateFile);
        }
        new Cluster(Binaries.unpacked(options.cache()), Account.forExisting(data), data).start(state.port(), options);
        return state;
    }

    private void awaitReady(PostmasterFile seen) throws IOException {
        PostmasterFile server = seen;
        for (long end = System.nanoTime() + 30_000_000_000L; !server.ready(); ) {
            if (System.nanoTime() > end) {
                throw new EmbeddedServerException(
                        "The embedded PostgreSQL in " + home + " (process " + server.pid()
                                + ") runs but takes no connections",
                        "Read " + Cluster.log(data) + ", or stop it and start it again");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000L);
            server = PostmasterFile.running(data).orElse(server);
        }
    }

    private void requirePort(State state, ServerOptions options) {
        if (options.port() != 0 && options.port() != state.port()) {
            throw new EmbeddedServerException(
                    "The embedded PostgreSQL in " + home + " already runs on port " + state.port() + ", not "
                            + options.port(),
                    "Stop it first, or leave the port as it is");
        }
    }

    boolean stop(ServerOptions options) throws IOException {
        if (!Files.isDirectory(data)) {
            return false;
        }
        try (HomeLock lock = HomeLock.take(home)) {
            return PostmasterFile.running(data).isPresent()
                    && new Cluster(Binaries.unpacked(options.cache()), Account.forExisting(data), data).stop("fast");
        }
    }

    ServerStatus status() throws IOException {
        Path log = Cluster.log(data);
        if (!Files.isDirectory(data)) {
            return new ServerStatus(ServerStatus.State.ABSENT, 0, 0, "", log);
        }
        State state = readState();
        String version = Cluster.versionOf(data);
        return PostmasterFile.running(data)
                .map(server -> new ServerStatus(ServerStatus.State.RUNNING, state.port(), server.pid(), version, log))
                .orElseGet(() -> new ServerStatus(ServerStatus.State.STOPPED, state.port(), 0, version, log));
    }

    private State readState() throws IOException {
        Properties properties = new Properties();
        if (Files.isRegularFile(stateFile)) {
            properties.load(new StringReader(Files.readString(stateFile)));
        }
        String port = properties.getProperty("port", "");
        String password = properties.getProperty("password", "");
        if (!port.matches("\\d{1,5}") || password.isEmpty()) {
            throw new EmbeddedServerException(
                    "The file " + stateFile
                            + ", which holds port and password of the embedded PostgreSQL, is missing or damaged",
                    "Restore it from a copy, or stop the server and remove " + home
                            + " to begin anew (its data is lost)");
        }
        return new State(Integer.parseInt(port), password);
    }

    private void writeState(State state) throws IOException {
        FileTree.writeSecret(
                stateFile,
                "# The embedded PostgreSQL of this directory. For development only; keep it to yourself.\nport="
                        + state.port() + "\npassword=" + state.password() + "\n");
    }
}
