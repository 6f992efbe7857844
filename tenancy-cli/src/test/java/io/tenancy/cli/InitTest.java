package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** init against a server of one's own, on which roles do not exist yet. */
class InitTest {
    private static EmbeddedServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.throwAway();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void pristine() throws SQLException {
        server.execute("postgres", "drop database if exists clinic");
        for (String role : new String[] {"owner", "resolver", "migrator", "app", "admin", "worker"}) {
            server.execute("postgres", "drop role if exists tenancy_" + role);
        }
        server.execute("postgres", "create database clinic");
    }

    private Tool operator() {
        return Tool.in(directory)
                .with("TENANCY_INIT_URL", server.jdbcUrl("clinic"))
                .with("TENANCY_INIT_USER", "postgres")
                .with("TENANCY_INIT_PASSWORD", server.password());
    }

    @Test
    void generatedPasswordsAreKeptInAFileThatLaterCommandsRead() throws IOException {
        Run init = operator().run("init").isOk();

        Path file = directory.resolve(".tenancy/connections.env");
        assertThat(init.out()).contains(file.toString());
        assertThat(Files.readString(file)).contains("TENANCY_APP_PASSWORD=", "TENANCY_URL=", "TENANCY_USER=");
        assertThat(Files.readString(file)).doesNotContain(server.password());
        assertThat(Files.readAllLines(file).stream()
                        .filter(line -> line.contains("PASSWORD="))
                        .map(line -> line.replaceAll(".*='|'", "")))
                .hasSize(4)
                .doesNotHaveDuplicates()
                .allSatisfy(secret -> assertThat(init.out() + init.err()).doesNotContain(secret));
        Tool.in(directory).run("doctor").isOk();
        Tool.in(directory).run("init").isOk();
    }

    @Test
    void configuredPasswordsAreUsedAndNoneIsGenerated() {
        Tool configured = operator()
                .with("TENANCY_URL", server.jdbcUrl("clinic"))
                .with("TENANCY_PASSWORD", "m")
                .with("TENANCY_APP_PASSWORD", "a")
                .with("TENANCY_ADMIN_PASSWORD", "d")
                .with("TENANCY_WORKER_PASSWORD", "w");

        configured.run("init").isOk();

        assertThat(directory.resolve(".tenancy")).doesNotExist();
        configured.run("doctor").isOk();
    }

    @Test
    void existingRolesWithoutAConfiguredPasswordKeepTheirs() throws SQLException {
        operator().run("init").isOk();
        Path elsewhere = directory.resolve("elsewhere");
        server.execute("postgres", "create database clinic2");

        Run init = Tool.in(elsewhere)
                .with("TENANCY_INIT_URL", server.jdbcUrl("clinic2"))
                .with("TENANCY_INIT_USER", "postgres")
                .with("TENANCY_INIT_PASSWORD", server.password())
                .run("init");

        server.execute("postgres", "drop database clinic2");
        init.failsWith(ErrorCode.CONNECTION_NOT_CONFIGURED);
        assertThat(init.err()).contains("TENANCY_PASSWORD");
        Tool.in(directory).run("doctor").isOk();
    }

    @Test
    void superuserInThePlaceOfTheMigratorWorksOnceAndIsWarnedOf() {
        Tool tool = Tool.in(directory)
                .with("TENANCY_URL", server.jdbcUrl("clinic"))
                .with("TENANCY_USER", "postgres")
                .with("TENANCY_PASSWORD", server.password());

        Run init = tool.run("init").isOk();

        assertThat(init.err()).contains("warning: TENANCY_USER is not tenancy_migrator");
        Tool.in(directory).run("doctor").isOk();
        Run doctor = tool.run("doctor");
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out()).contains("migrator: Connects as postgres instead of tenancy_migrator");
    }

    @Test
    void wrongPasswordSaysSo() {
        Run run = operator().with("TENANCY_INIT_PASSWORD", "wrong").run("init").failsWith(ErrorCode.CONNECTION_FAILED);

        assertThat(run.err()).contains("refuses the login");
        assertThat(directory.resolve(".tenancy")).doesNotExist();
    }

    @Test
    void loginWithoutCreateroleIsToldWhatItLacks() throws SQLException {
        server.execute("postgres", "create role nobody login password 'n'");

        Run run = operator()
                .with("TENANCY_INIT_USER", "nobody")
                .with("TENANCY_INIT_PASSWORD", "n")
                .run("init")
                .failsWith(ErrorCode.PRIVILEGE_MISSING);

        server.execute("postgres", "drop role nobody");
        assertThat(run.err()).contains("tenancy_owner is missing", "createrole");
    }

    @Test
    void noLoginAndNobodyToAskIsNamed() {
        Run run = Tool.in(directory)
                .with("TENANCY_URL", server.jdbcUrl("clinic"))
                .run("init")
                .failsWith(ErrorCode.CONNECTION_NOT_CONFIGURED);

        assertThat(run.err()).contains("TENANCY_INIT_USER");
    }

    @Test
    void databaseThatDoesNotExistIsNamed() {
        Run run = operator()
                .with("TENANCY_INIT_URL", server.jdbcUrl("nowhere"))
                .run("init")
                .failsWith(ErrorCode.CONNECTION_FAILED);

        assertThat(run.err()).contains("does not exist");
    }
}
