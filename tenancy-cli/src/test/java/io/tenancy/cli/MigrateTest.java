package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateTest {
    private static final String NOTE = """
            create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
            select tenancy.isolate('note');
            """;

    @TempDir
    Path directory;

    private TestDatabase database;
    private Tool tool;

    @BeforeEach
    void install() {
        database = Installed.database();
        tool = Installed.tool(directory, database);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void migration(String file, String sql) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("sql")).resolve(file), sql);
    }

    private boolean exists(String table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('" + table + "') is not null")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Test
    void appliesWhatIsPendingAndSaysSo() throws IOException {
        migration("V1__note.sql", NOTE);

        assertThat(tool.run("migrate", "status", "--location", "sql").isOk().out())
                .contains("PENDING", "1 pending");
        assertThat(tool.run("migrate", "--location", "sql").isOk().out()).contains("1 migration applied");
        assertThat(tool.run("migrate", "--location", "sql").isOk().out()).contains("Nothing to migrate");
        assertThat(tool.run("migrate", "status", "--location", "sql", "-o", "json")
                        .isOk()
                        .out())
                .contains("\"pending\": 0", "\"state\": \"APPLIED\"");
    }

    @Test
    void locationsOfTheConfigurationAreTheDefault() throws IOException {
        migration("V1__note.sql", NOTE);
        Files.writeString(directory.resolve("tenancy.yaml"), "migrations: [sql]\n");

        assertThat(tool.run("migrate").isOk().out()).contains("1 migration applied");
    }

    @Test
    void withoutAnyLocationItSaysWhereToNameOne() {
        Run run = tool.run("migrate").failsWith(ErrorCode.USAGE);

        assertThat(run.err()).contains("--location", "tenancy.yaml");
        tool.run("migrate", "--location", "nowhere").failsWith(ErrorCode.USAGE);
    }

    @Test
    void failingMigrationIsRolledBackAndTheOneBeforeStays() throws Exception {
        migration("V1__note.sql", NOTE);
        migration("V2__broken.sql", "create table half (id int); select no_such_function();");

        Run run = tool.run("migrate", "--location", "sql").failsWith(ErrorCode.MIGRATION_FAILED);

        assertThat(run.err()).contains("V2__broken.sql", "no_such_function");
        assertThat(exists("note")).isTrue();
        assertThat(exists("half")).isFalse();
    }

    @Test
    void viewWithoutSecurityInvokerIsRefused() throws Exception {
        migration("V1__note.sql", NOTE);
        migration("V2__view.sql", "create view every_note as select * from note;");

        Run run = tool.run("migrate", "--location", "sql").failsWith(ErrorCode.MIGRATION_UNSAFE);

        assertThat(run.err()).contains("every_note", "security_invoker");
        assertThat(exists("every_note")).isFalse();
    }

    @Test
    void tableThatNobodyClassifiedIsWarnedOf() throws IOException {
        migration("V1__forgotten.sql", "create table forgotten (id int primary key);");

        Run run = tool.run("migrate", "--location", "sql").isOk();

        assertThat(run.err()).contains("warning: Table", "forgotten", "tenancy.isolate");
    }

    @Test
    void twoAtOnceApplyEachMigrationOnce() throws IOException {
        migration("V1__note.sql", NOTE + "select pg_sleep(0.5);");
        migration("V2__more.sql", "create table more_notes (like note); select tenancy.isolate('more_notes');");

        List<CompletableFuture<Run>> runs = Stream.of(1, 2)
                .map(ignored ->
                        CompletableFuture.supplyAsync(() -> tool.run("migrate", "--location", "sql", "-o", "json")))
                .toList();
        List<Run> done =
                runs.stream().map(CompletableFuture::join).map(Run::isOk).toList();

        long applied = done.stream()
                .flatMap(run -> run.out().lines())
                .filter(line -> line.contains("\"script\""))
                .count();
        assertThat(applied).as(done.toString()).isEqualTo(2);
    }

    @Test
    void databaseWithoutControlPlaneNamesInit() throws IOException {
        migration("V1__note.sql", NOTE);
        try (TestDatabase empty = io.tenancy.testing.support.TestServer.database()) {
            Run run = Installed.tool(directory, empty)
                    .run("migrate", "--location", "sql")
                    .failsWith(ErrorCode.CONTROL_PLANE_MISSING);

            assertThat(run.err()).contains("tenancyctl init");
        }
    }
}
