package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be wrong between tenancyctl and its database, for every command that needs one. */
class ConnectionTest {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("tenant", "list"),
            List.of("tenant", "create", "acme"),
            List.of("tenant", "show", "acme"),
            List.of("tenant", "delete", "acme", "--yes"),
            List.of("sql", "-t", "acme", "select 1"),
            List.of("resolve", "acme.example"),
            List.of("migrate", "--location", "."),
            List.of("migrate", "status", "--location", "."));

    private static TestDatabase database;

    @TempDir
    static Path directory;

    @BeforeAll
    static void install() {
        database = Installed.database();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static void everyCommandFailsWith(Tool tool, ErrorCode code, String... words) {
        for (List<String> command : COMMANDS) {
            Run run = tool.run(command.toArray(String[]::new)).failsWith(code);
            assertThat(run.out()).as(run.toString()).isEmpty();
            assertThat(run.err()).as(run.toString()).contains(words);
        }
    }

    @Test
    void serverThatIsDownIsToldInOneLine() {
        Tool tool = Installed.tool(directory, database);
        for (String name : List.of("TENANCY", "TENANCY_APP", "TENANCY_ADMIN")) {
            tool = tool.with(name + "_URL", "jdbc:postgresql://127.0.0.1:1/clinic");
        }

        everyCommandFailsWith(tool, ErrorCode.CONNECTION_FAILED, "127.0.0.1:1");
    }

    @Test
    void wrongPasswordIsToldAndNotShown() {
        Tool tool = Installed.tool(directory, database);
        for (String name : List.of("TENANCY", "TENANCY_APP", "TENANCY_ADMIN")) {
            tool = tool.with(name + "_PASSWORD", "hunter2");
        }

        everyCommandFailsWith(tool, ErrorCode.CONNECTION_FAILED, "password authentication failed");
        assertThat(tool.run("tenant", "list", "--debug").err()).doesNotContain("hunter2");
    }

    @Test
    void databaseWithoutControlPlaneNamesInit() {
        try (TestDatabase empty = TestServer.database()) {
            everyCommandFailsWith(Installed.tool(directory, empty), ErrorCode.CONTROL_PLANE_MISSING, "tenancyctl init");
        }
    }

    @Test
    void newerControlPlaneAsksForANewerTool() throws Exception {
        try (TestDatabase newer = Installed.database()) {
            newer.execute("create or replace function tenancy.control_plane_version() returns text"
                    + " language sql as 'select ''9.0''::text'");

            everyCommandFailsWith(Installed.tool(directory, newer), ErrorCode.CONTROL_PLANE_NEWER, "9.0");
            Installed.tool(directory, newer)
                    .with("TENANCY_INIT_USER", "postgres")
                    .with("TENANCY_INIT_PASSWORD", newer.server().password())
                    .run("init")
                    .failsWith(ErrorCode.CONTROL_PLANE_NEWER);
        }
    }

    @Test
    void connectionThatIsNotConfiguredIsNamed() {
        Tool tool = Tool.in(directory).with("TENANCY_WORKER_URL", database.jdbcUrl());

        everyCommandFailsWith(tool, ErrorCode.CONNECTION_NOT_CONFIGURED, "_URL");
    }

    @Test
    void configurationFileIsReadAndItsProblemsAreShownLineByLine() throws IOException {
        Path file = directory.resolve("odd.yaml");
        Files.writeString(file, "aplication: {name: X}\nmigrations: db\n");

        Run run = Installed.tool(directory, database)
                .run("tenant", "list", "--config", "odd.yaml")
                .failsWith(ErrorCode.CONFIG_INVALID);

        assertThat(run.err()).contains("2 problems\n", "1:1", "did you mean 'application'?\n", "2:13");
        Tool.in(directory).run("tenant", "list", "--config", "none.yaml").failsWith(ErrorCode.CONFIG_INVALID);
    }

    @Test
    void passwordsOfTheConfigurationComeFromTheEnvironment() throws IOException {
        Files.writeString(directory.resolve("good.yaml"), """
                application: {name: Clinic, baseDomain: clinic.example}
                connections:
                  migrator: {url: "%s", password: "${CLINIC_PASSWORD}"}
                  admin: {password: "${CLINIC_PASSWORD}"}
                """.formatted(database.jdbcUrl()));
        Tool tool = Tool.in(directory);

        tool.with("CLINIC_PASSWORD", Installed.PASSWORD)
                .run("tenant", "list", "--config", "good.yaml")
                .isOk();
        Run run = tool.run("tenant", "list", "--config", "good.yaml").failsWith(ErrorCode.CONNECTION_NOT_CONFIGURED);
        assertThat(run.err()).contains("CLINIC_PASSWORD");
    }
}
