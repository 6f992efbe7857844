package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tenancy.testing.support.Programs;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C against a process of its own. */
@Timeout(120)
class InterruptTest {
    private static final String SLEEPING = "select count(*) from pg_stat_activity"
            + " where datname = current_database() and state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()";

    @TempDir
    Path directory;

    @Test
    void ctrlCInTheMiddleOfMigrateLeavesNothingHalfDone() throws Exception {
        // A test run in the background has SIGINT ignored, and children inherit that; env of GNU coreutils undoes it.
        Path env = Programs.locate("env").orElseThrow();
        assumeThat(isGnu(env)).as("env is the one of GNU coreutils").isTrue();
        try (TestDatabase database = Installed.database()) {
            migration("V1__first.sql", "create table first (id int primary key);");
            migration("V2__second.sql", "create table half (id int primary key); select pg_sleep(60);");
            Path err = directory.resolve("err");
            Process process = migrate(env, database, err);
            while (number(database, SLEEPING) == 0) {
                assertThat(process.isAlive()).as(() -> read(err)).isTrue();
                Thread.onSpinWait();
            }

            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(() -> read(err)).isEqualTo(130);
            assertThat(read(err))
                    .contains("error INTERRUPTED: ", "rolled back")
                    .doesNotContain("MIGRATION_FAILED", "\tat ");
            assertThat(number(database, SLEEPING)).isZero();
            assertThat(number(database, "select count(*) from pg_class where relname = 'first'"))
                    .isEqualTo(1);
            assertThat(number(database, "select count(*) from pg_class where relname = 'half'"))
                    .isZero();

            migration("V2__second.sql", "create table half (id int primary key);");
            Run again = Installed.tool(directory, database)
                    .run("migrate", "--location", "sql")
                    .isOk();
            assertThat(again.out()).contains("1 migration applied");
        }
    }

    private Process migrate(Path env, TestDatabase database, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                env.toString(),
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Tenancyctl.class.getName(),
                "migrate",
                "--location",
                "sql"));
        builder.environment().putAll(Installed.environment(database));
        return builder.directory(directory.toFile())
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean isGnu(Path env) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(env.toString(), "--default-signal=INT", "true")
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    private void migration(String file, String sql) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("sql")).resolve(file), sql);
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
