package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptServerTest {
    private Path home;

    @BeforeEach
    void choose() throws Exception {
        // Not @TempDir: another user must be able to enter it.
        home = Files.createTempDirectory("tenancy-kept-test-").resolve("home");
        FileTree.permit(home.getParent(), "rwx--x--x");
    }

    @AfterEach
    void clear() throws Exception {
        EmbeddedServer.stop(home);
        FileTree.delete(home.getParent());
    }

    @Test
    void keepsDataPortAndPasswordOverARestart() throws Exception {
        assertThat(EmbeddedServer.status(home).state()).isEqualTo(ServerStatus.State.ABSENT);
        EmbeddedServer first = EmbeddedServer.open(home);
        first.execute("postgres", "create table kept as select 42 as answer");
        first.close();
        assertThat(EmbeddedServer.status(home).state()).isEqualTo(ServerStatus.State.RUNNING);

        assertThat(EmbeddedServer.stop(home)).isTrue();
        assertThat(EmbeddedServer.stop(home)).isFalse();
        ServerStatus stopped = EmbeddedServer.status(home);
        assertThat(stopped.state()).isEqualTo(ServerStatus.State.STOPPED);
        assertThat(stopped.port()).isEqualTo(first.port());
        assertThat(stopped.majorVersion()).matches("\\d+");

        EmbeddedServer second = EmbeddedServer.open(home);
        assertThat(second.port()).isEqualTo(first.port());
        assertThat(second.password()).isEqualTo(first.password());
        assertThat(answer(second)).isEqualTo(42);
    }

    @Test
    void attachesToTheServerThatRuns() throws Exception {
        EmbeddedServer first = EmbeddedServer.open(home);
        long pid = EmbeddedServer.status(home).pid();
        EmbeddedServer second = EmbeddedServer.open(home);
        assertThat(second.port()).isEqualTo(first.port());
        assertThat(EmbeddedServer.status(home).pid()).isEqualTo(pid);
        second.execute("postgres", "select 1");
    }

    @Test
    void comesBackAfterTheServerWasKilled() throws Exception {
        EmbeddedServer first = EmbeddedServer.open(home);
        first.execute("postgres", "create table kept as select 42 as answer");
        first.execute("postgres", "checkpoint");
        ProcessHandle server =
                ProcessHandle.of(EmbeddedServer.status(home).pid()).orElseThrow();
        List<ProcessHandle> workers = server.children().toList();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
        for (ProcessHandle worker : workers) {
            worker.onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(EmbeddedServer.status(home).state()).isEqualTo(ServerStatus.State.STOPPED);
        assertThat(answer(EmbeddedServer.open(home))).isEqualTo(42);
    }

    @Test
    void aLeftoverFileWithTheNumberOfAnotherProgramIsNoServer() throws Exception {
        EmbeddedServer.open(home).close();
        Path file = home.resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(file);
        EmbeddedServer.stop(home);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);
        assertThat(EmbeddedServer.status(home).state()).isEqualTo(ServerStatus.State.STOPPED);
        EmbeddedServer.open(home).execute("postgres", "select 1");
    }

    @Test
    void onlyItsUserCanReadThePassword() throws Exception {
        EmbeddedServer server = EmbeddedServer.open(home);
        assertThat(permissions(home)).isEqualTo("rwx------");
        assertThat(permissions(home.resolve("embedded.properties"))).isEqualTo("rw-------");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("embedded.properties")) {
                    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .as("%s", file)
                            .doesNotContain(server.password());
                }
            }
        }
    }

    @Test
    void anInitialisationThatWasKilledIsBegunAnew() throws Exception {
        Files.createDirectories(home.resolve("data.new/base"));
        Files.writeString(home.resolve("data.new/PG_VERSION"), "17");
        EmbeddedServer.open(home).execute("postgres", "select 1");
    }

    @Test
    void severalProcessesMayOpenItAtOnce() throws Exception {
        List<Process> openers = Stream.generate(this::opener).limit(3).toList();
        for (Process opener : openers) {
            assertThat(opener.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        List<String> told = openers.stream()
                .map(opener -> {
                    try {
                        return new String(
                                        opener.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                                .strip();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .distinct()
                .toList();
        assertThat(told).containsExactly("port " + EmbeddedServer.status(home).port());
    }

    private Process opener() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Opener.class.getName(),
                            home.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What another process does; it ends without any tidying, as a JVM that is killed does. */
    public static final class Opener {
        public static void main(String[] arguments) throws Exception {
            EmbeddedServer server = EmbeddedServer.open(Path.of(arguments[0]));
            server.execute("postgres", "select 1");
            System.out.println("port " + server.port());
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void aTakenPortIsToldAndNotReplaced() throws Exception {
        EmbeddedServer first = EmbeddedServer.open(home);
        EmbeddedServer.stop(home);
        try (ServerSocket thief = new ServerSocket()) {
            thief.setReuseAddress(true);
            thief.bind(new java.net.InetSocketAddress(InetAddress.getByName("127.0.0.1"), first.port()));
            assertThatThrownBy(() -> EmbeddedServer.open(home))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("Port " + first.port())
                    .hasMessageContaining("is taken by another program")
                    .hasMessageContaining("embedded.properties");
        }
        int other = Loopback.freePort();
        assertThat(EmbeddedServer.open(home, ServerOptions.defaults().withPort(other))
                        .port())
                .isEqualTo(other);
        assertThatThrownBy(
                        () -> EmbeddedServer.open(home, ServerOptions.defaults().withPort(first.port())))
                .hasMessageContaining("already runs on port " + other);
    }

    @Test
    void dataOfAnotherVersionIsRefused() throws Exception {
        EmbeddedServer.open(home).close();
        EmbeddedServer.stop(home);
        Files.writeString(home.resolve("data/PG_VERSION"), "9\n");
        assertThatThrownBy(() -> EmbeddedServer.open(home))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("was made by PostgreSQL 9");
    }

    @Test
    void aLostStateFileIsTold() throws Exception {
        EmbeddedServer.open(home).close();
        Path state = home.resolve("embedded.properties");
        String content = Files.readString(state);
        Files.delete(state);
        assertThatThrownBy(() -> EmbeddedServer.open(home))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("is missing or damaged");
        FileTree.writeSecret(state, content);
    }

    @Test
    void asAnotherUserItNeedsADirectoryThatUserCanEnter() throws Exception {
        assumeThat(FileTree.ownUid()).as("this is root").isEqualTo(FileTree.ROOT);
        assumeThat(Programs.locate("setpriv")).as("setpriv is installed").isPresent();
        ServerOptions other = ServerOptions.defaults().withRunAs(RunAs.OTHER_USER);
        FileTree.permit(home.getParent(), "rwx------");
        assertThatThrownBy(() -> EmbeddedServer.open(home, other))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("cannot enter")
                .hasMessageContaining("Choose a directory that every user may enter");
        FileTree.permit(home.getParent(), "rwx--x--x");
        EmbeddedServer server = EmbeddedServer.open(home, other);
        EmbeddedServer.stop(home);
        // The owner of the data decides from now on.
        assertThat(EmbeddedServer.open(home).port()).isEqualTo(server.port());
        assertThat(FileTree.uid(home.resolve("data"))).isEqualTo(65_534);
        assertThat(permissions(home.resolve("embedded.properties"))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static int answer(EmbeddedServer server) throws Exception {
        try (Connection connection = server.dataSource("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select answer from kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
