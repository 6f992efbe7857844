package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The temporary directory of a server that lives as long as its JVM at most. The JVM holds a lock on it; what a JVM that was killed
 * has left behind, server and all, is cleared by the next one that finds the lock free.
 */
final class ThrowAwayHome {
    private static final String NAME = "tenancy-server-";
    private static final int ATTEMPTS = 5;

    private final Path home;
    private final HomeClaim claim;
    private final Cluster cluster;

    private ThrowAwayHome(Path home, HomeClaim claim, Cluster cluster) {
        this.home = home;
        this.claim = claim;
        this.cluster = cluster;
    }

    static EmbeddedServer start(ServerOptions options) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Binaries binaries = Binaries.unpacked(options.cache());
        clearAbandoned(temporary, binaries);
        // The lock comes before the name that the clearing looks for.
        Path unnamed = Files.createTempDirectory(temporary, "tenancy-unnamed-");
        HomeClaim claim = HomeClaim.on(unnamed).orElseThrow();
        Path home = unnamed.resolveSibling(unnamed.getFileName().toString().replace("tenancy-unnamed-", NAME));
        Files.move(unnamed, home, StandardCopyOption.ATOMIC_MOVE);
        Account account = Account.forNew(options.runAs());
        FileTree.permit(home, account.isAnotherUser() ? "rwx--x--x" : "rwx------");
        ThrowAwayHome started = new ThrowAwayHome(home, claim, new Cluster(binaries, account, home.resolve("data")));
        try {
            String password = EmbeddedServer.newPassword();
            started.cluster.initialise(password);
            int port = started.startOnFreePort(options);
            return EmbeddedServer.thrownAway(port, password, started.cluster.data(), started);
        } catch (IOException | RuntimeException e) {
            started.discard();
            throw e;
        }
    }

    /** Between finding a free port and listening on it somebody else may take it: then another one. */
    private int startOnFreePort(ServerOptions options) throws IOException {
        @Nullable EmbeddedServerException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = options.port() == 0 ? Loopback.freePort() : options.port();
            try {
                cluster.start(port, options);
                return port;
            } catch (EmbeddedServerException e) {
                if (options.port() != 0 || !e.problem().contains("could not create any TCP/IP sockets")) {
                    throw e;
                }
                last = e;
            }
        }
        throw new EmbeddedServerException(
                "None of " + ATTEMPTS + " ports stayed free long enough", "Try again, or choose a port", last);
    }

    private static void clearAbandoned(Path temporary, Binaries binaries) throws IOException {
        int self = FileTree.ownUid();
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(temporary, NAME + "*")) {
            for (Path home : homes) {
                if (Files.isDirectory(home) && FileTree.uid(home) == self) {
                    clearIfAbandoned(home, binaries);
                }
            }
        }
    }

    private static void clearIfAbandoned(Path home, Binaries binaries) throws IOException {
        Optional<HomeClaim> claim = HomeClaim.on(home);
        if (claim.isPresent()) {
            Path data = home.resolve("data");
            Account account = Files.isDirectory(data) ? Account.forExisting(data) : Account.unprivileged();
            new ThrowAwayHome(home, claim.get(), new Cluster(binaries, account, data)).discard();
        }
    }

    /** Stops the server as a crash would, and removes everything. */
    void discard() throws IOException {
        try {
            var unused = cluster.stop("immediate");
        } finally {
            claim.close();
            FileTree.delete(home);
        }
    }
}
