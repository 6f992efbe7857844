package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixTest {
    private static final String NOTE =
            "create table note (tenant_id uuid not null, id uuid not null, mail text unique, primary key (tenant_id, id));"
                    + "select tenancy.isolate('note'); grant truncate on note to tenancy_app;";

    @TempDir
    Path directory;

    private TestDatabase database;
    private Tool tool;
    private Path migrations;

    @BeforeEach
    void install() throws Exception {
        database = Installed.database();
        var grants = TenancySchema.installRoles(database.dataSource(), RolePasswords.none());
        assertThat(grants.steps()).isNotEmpty();
        tool = Installed.tool(directory, database);
        migrations = Files.createDirectory(directory.resolve("db"));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void asMigrator(String sql) throws Exception {
        database.execute("set role tenancy_migrator; " + sql);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(migrations)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String text(String name) throws IOException {
        return Files.readString(migrations.resolve(name));
    }

    @Test
    void migrationTellsWhatItMendsAndDropsBeforeItBuilds() throws Exception {
        asMigrator(
                "create table pet (tenant_id uuid not null, id uuid not null, name text unique, primary key (tenant_id, id));"
                        + "create table visit (tenant_id uuid not null, id uuid not null, pet text references pet (name) deferrable initially deferred,"
                        + " primary key (tenant_id, id)); select tenancy.isolate('pet'); select tenancy.isolate('visit');");

        Run run = tool.run("check", "--fix", "db");

        assertThat(run.exit()).as("what is not applied yet is no pass").isEqualTo(1);
        assertThat(run.err()).contains("V1__mend_isolation.sql, 3 statements for 2 findings", "tenancyctl migrate");
        assertThat(text("V1__mend_isolation.sql"))
                .contains("-- mends A08 public.visit: Foreign key visit_pet_fkey", "-- mends A09 public.pet: ")
                .containsSubsequence(
                        "set local lock_timeout",
                        "-- A08 public.visit, A09 public.pet",
                        "alter table public.visit drop constraint if exists visit_pet_fkey;",
                        "alter table public.pet drop constraint if exists pet_name_key, add constraint pet_name_key unique (tenant_id, name);",
                        "foreign key (tenant_id, pet) references public.pet (tenant_id, name) deferrable initially deferred;");
    }

    @Test
    void versionFollowsTheLastOneAsFlywayCounts() throws Exception {
        asMigrator(NOTE);
        Files.createDirectory(migrations.resolve("old"));
        Files.writeString(migrations.resolve("old/V1_9__a.sql"), "");
        Files.writeString(migrations.resolve("V1_10__b.sql"), "");
        Files.writeString(migrations.resolve("R__view.sql"), "");
        assertThat(tool.run("check", "--fix", "db").exit()).isEqualTo(1);
        assertThat(files()).contains("V1_11__mend_isolation.sql");

        Path zeros = Files.createDirectory(directory.resolve("zeros"));
        Files.writeString(zeros.resolve("V009__a.sql"), "");
        assertThat(tool.run("check", "--fix", "zeros").exit()).isEqualTo(1);
        assertThat(zeros.resolve("V010__mend_isolation.sql")).exists();
    }

    @Test
    void onlyWhatCountsIsMended() throws Exception {
        asMigrator(NOTE);
        Files.writeString(
                directory.resolve("tenancy-waivers.yaml"),
                "- rule: A15\n  object: public.note\n  reason: later\n  until: 2099-12-31\n");

        assertThat(tool.run("check", "--fix", "db", "--rule", "A09").exit()).isEqualTo(1);
        assertThat(text("V1__mend_isolation.sql")).contains("A09").doesNotContain("A15", "A11");

        assertThat(tool.run("check", "--fix", "db").exit()).isEqualTo(1);
        assertThat(files()).containsExactly("V1__mend_isolation.sql");

        Files.delete(directory.resolve("tenancy-waivers.yaml"));
        assertThat(tool.run("check", "--fix", "db").exit()).isEqualTo(1);
        assertThat(text("V2__mend_isolation.sql")).contains("A15").doesNotContain("A09");
    }

    @Test
    void whatComesBackAfterItWasAppliedIsMendedAgain() throws Exception {
        Files.writeString(migrations.resolve("V1__note.sql"), NOTE);
        tool.run("migrate", "--location", "db").isOk();
        assertThat(tool.run("check", "--fix", "db").exit()).isEqualTo(1);
        tool.run("migrate", "--location", "db").isOk();
        assertThat(tool.run("check", "--fix", "db").isOk().err()).contains("Nothing to mend");

        asMigrator("grant truncate on note to tenancy_app");
        assertThat(tool.run("check", "--fix", "db").exit()).isEqualTo(1);
        assertThat(files()).contains("V3__mend_isolation.sql");
    }

    @Test
    void migrationsAloneAreMendedWithoutAServer() throws Exception {
        Files.writeString(migrations.resolve("V1__note.sql"), NOTE);
        Tool alone = Tool.in(directory);

        assertThat(alone.run("check", "--migrations", "db", "--fix").exit()).isEqualTo(1);
        assertThat(files()).containsExactly("V1__note.sql", "V2__mend_isolation.sql");

        assertThat(alone.run("check", "--migrations", "db", "--fix").isOk().err())
                .contains("Nothing to mend");
        assertThat(files()).hasSize(2);
    }

    @Test
    void whatTheMigratorMayNotDoIsToldAndNotWritten() throws Exception {
        database.execute(
                "create function total() returns bigint language sql security definer"
                        + " set search_path = pg_catalog, pg_temp as 'select 1::bigint';"
                        + "do $$ begin execute format('grant temporary on database %I to tenancy_app', current_database()); end $$");
        asMigrator(NOTE);

        Run run = tool.run("check", "--fix", "db");

        assertThat(run.err())
                .contains("superuser run: alter function public.total() security invoker; (A14 public.total())")
                .contains("revoke temporary on database ");
        assertThat(text("V1__mend_isolation.sql"))
                .contains("--     alter function public.total() security invoker;")
                .doesNotContain("\nalter function");

        Path other = Files.createDirectory(directory.resolve("other"));
        assertThat(tool.run("check", "--rule", "A14", "--fix", "other").err()).contains("Nothing to write");
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void nameCannotBreakOutOfItsComment() throws Exception {
        asMigrator(
                "create table \"x\n;drop table \"\"y${z}\" (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));"
                        + "grant select on \"x\n;drop table \"\"y${z}\" to tenancy_app;"
                        + "create table \"a\nb\" (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));"
                        + "grant select on \"a\nb\" to tenancy_app;");

        assertThat(tool.run("check", "--fix", "db").err()).contains("superuser run: ");

        assertThat(text("V1__mend_isolation.sql").lines().filter(line -> line.contains("drop table")))
                .allMatch(line -> line.startsWith("-- "));
        assertThat(text("V1__mend_isolation.sql")).doesNotContain("${");
    }

    @Test
    void chosenFileIsWrittenOnceAndNeverOverAnother() throws Exception {
        asMigrator(NOTE);
        Files.writeString(migrations.resolve("V5__other.sql"), "select 1;");

        assertThat(tool.run("check", "--fix", "db/V5__mend.sql")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("Version 5 is taken by");
        assertThat(tool.run("check", "--fix", "db/V4__mend.sql")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("comes before 5");
        assertThat(tool.run("check", "--fix", "db/mend.sql")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("no name of a versioned migration");
        assertThat(tool.run("check", "--fix", "db/V6__mend.sql").exit()).isEqualTo(1);
        assertThat(tool.run("check", "--fix", "db/V6__mend.sql").err()).contains("Nothing to write");
        assertThat(files()).containsExactly("V5__other.sql", "V6__mend.sql");
    }

    @Test
    void placeThatCannotBeWrittenIsOneClearLine() throws Exception {
        asMigrator(NOTE);

        assertThat(tool.run("check", "--fix", "nowhere")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("does not exist");
        assertThat(tool.run("check", "--fix").failsWith(ErrorCode.USAGE).err()).contains("--fix src/main");
        assertThat(tool.run("check", "--fix", "db/V7__" + "x".repeat(300) + ".sql")
                        .failsWith(ErrorCode.CONFIG_INVALID)
                        .err())
                .contains("cannot be written");
        Files.writeString(migrations.resolve("V1__a.sql"), "");
        Files.writeString(migrations.resolve("V1_0__b.sql"), "");
        assertThat(tool.run("check", "--fix", "db").failsWith(ErrorCode.USAGE).err())
                .contains("Two migrations have version");
        assertThat(tool.run("check", "--fix", "db", "--baseline", "b.json", "--update-baseline")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("--update-baseline");
    }
}
