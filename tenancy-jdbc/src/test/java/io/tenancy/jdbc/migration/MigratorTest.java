package io.tenancy.jdbc.migration;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratorTest {
    private static final String PATIENT =
            "create table patient (tenant_id uuid not null, id int, primary key (tenant_id, id));\n"
                    + "select tenancy.isolate('patient');\n";

    @TempDir
    Path files;

    private TenancyDatabase database;

    @BeforeEach
    void start() {
        database = TenancyDatabase.create();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void file(String name, String sql) throws IOException {
        Files.writeString(files.resolve(name), sql);
    }

    private Migrator migrator() {
        return migrator(database);
    }

    private Migrator migrator(TenancyDatabase target) {
        return Migrator.builder(target.migrator())
                .locations(List.of("filesystem:" + files))
                .build();
    }

    private List<String> tables() throws SQLException {
        return ask(
                database.superuser(),
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm')"
                        + " and relname not like 'flyway%' order by 1");
    }

    @Test
    void appliesInOrderTellsAndHandsOver() throws Exception {
        file("V1__patients.sql", PATIENT + "create table stray (id int);");
        file(
                "V2__rest.sql",
                "create view young with (security_invoker = true) as select * from patient;\n"
                        + "create function f() returns int language sql as 'select 1';\n"
                        + "create type mood as enum ('good');\ncreate schema lab;\ncreate table lab.sample (id int);\n"
                        + "create sequence numbers;");
        List<String> told = new ArrayList<>();
        MigrationReport report = Migrator.builder(database.migrator())
                .locations(List.of("filesystem:" + files))
                .onApplied(migration -> told.add(migration.script()))
                .build()
                .migrate();

        assertThat(told).containsExactly("V1__patients.sql", "V2__rest.sql");
        assertThat(report.applied()).extracting(AppliedMigration::version).containsExactly("1", "2");
        assertThat(report.unclassified()).containsExactly("stray");
        assertThat(ask(
                        database.superuser(),
                        "select relname from pg_class where relowner = 'tenancy_migrator'::regrole and relkind not in ('i', 't')"
                                + " union select proname from pg_proc where proowner = 'tenancy_migrator'::regrole"
                                + " union select typname from pg_type where typowner = 'tenancy_migrator'::regrole and typtype = 'e'"
                                + " union select nspname from pg_namespace where nspowner = 'tenancy_migrator'::regrole"
                                + " order by 1"))
                .as("only the histories stay with the migrator")
                .allSatisfy(name -> assertThat(name).contains("history"));
        assertThat(migrator().migrate().applied()).isEmpty();
    }

    @Test
    void laterMigrationChangesAndFillsWhatAnEarlierOneMade() throws Exception {
        file("V1__patients.sql", PATIENT);
        migrator().migrate();
        file(
                "V2__fill.sql",
                "alter table patient add note text;\n"
                        + "insert into patient (tenant_id, id) values ('0192f0c1-0000-7000-8000-000000000001', 1);\n"
                        + "update patient set note = 'x';");
        migrator().migrate();
        assertThat(ask(database.admin(), "select note from patient"))
                .as("under FORCE the owner itself would have changed no row, in silence")
                .containsExactly("x");
    }

    @Test
    void viewWithoutSecurityInvokerIsRefusedWithItsCureAndNothingIsLeft() throws Exception {
        file("V1__patients.sql", PATIENT);
        file("V2__leak.sql", "create table before_it (id int);\ncreate view all_patients as select * from patient;");

        assertThatExceptionOfType(UnsafeMigrationException.class)
                .isThrownBy(() -> migrator().migrate())
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MIGRATION_UNSAFE))
                .satisfies(e -> assertThat(e.problem()).contains("V2__leak.sql").contains("all_patients"))
                .satisfies(e -> assertThat(e.remedy())
                        .contains("alter view public.all_patients set (security_invoker = true)"));
        assertThat(tables()).containsExactly("patient");
        assertThat(migrator().status().pending())
                .extracting(MigrationStatus.Entry::version)
                .containsExactly("2");

        file(
                "V2__leak.sql",
                "create view all_patients as select * from patient;\nalter view all_patients set (security_invoker = true);");
        assertThat(migrator().migrate().applied()).hasSize(1);
    }

    @Test
    void viewThatReachesATenantTableThroughAnotherIsRefused() throws Exception {
        file("V1__patients.sql", PATIENT + "create view one with (security_invoker = true) as select * from patient;");
        file("V2__leak.sql", "create view two as select * from one;");
        assertThatExceptionOfType(UnsafeMigrationException.class)
                .isThrownBy(() -> migrator().migrate())
                .withMessageContaining("two");
        assertThat(tables()).containsExactly("one", "patient");
    }

    @Test
    void replacedViewThatLosesItsOptionIsRefused() throws Exception {
        file("V1__patients.sql", PATIENT + "create view one with (security_invoker = true) as select * from patient;");
        migrator().migrate();
        file("V2__replace.sql", "create or replace view one as select * from patient;");
        assertThatExceptionOfType(UnsafeMigrationException.class)
                .isThrownBy(() -> migrator().migrate());
    }

    @Test
    void isolatingATableUnderAnOldViewIsRefusedToo() throws Exception {
        file(
                "V1__old.sql",
                "create table patient (tenant_id uuid not null, id int, primary key (tenant_id, id));"
                        + "create view everybody as select * from patient;");
        migrator().migrate();
        file("V2__isolate.sql", "select tenancy.isolate('patient');");
        assertThatExceptionOfType(UnsafeMigrationException.class)
                .isThrownBy(() -> migrator().migrate())
                .withMessageContaining("everybody");
        assertThat(ask(database.superuser(), "select relrowsecurity from pg_class where relname = 'patient'"))
                .containsExactly("f");
    }

    @Test
    void materializedViewIsRefusedWhenTheApplicationMayReadIt() throws Exception {
        file("V1__patients.sql", PATIENT);
        file("V2__sums.sql", "create materialized view sums as select count(*) from patient;");
        assertThat(migrator().migrate().applied()).hasSize(2);
        file("V3__grant.sql", "grant select on sums to tenancy_app;");
        assertThatExceptionOfType(UnsafeMigrationException.class)
                .isThrownBy(() -> migrator().migrate())
                .withMessageContaining("revoke all on public.sums from public, tenancy_app");
        assertThat(ask(database.superuser(), "select has_table_privilege('tenancy_app', 'sums', 'select')"))
                .containsExactly("f");
    }

    @Test
    void errorNamesFileAndLineAndIsRolledBack() throws Exception {
        file("V1__patients.sql", PATIENT);
        file("V2__typo.sql", "create table fine (id int);\n\nalter table patient\n  add column note txt;\n");
        assertThatExceptionOfType(MigrationFailedException.class)
                .isThrownBy(() -> migrator().migrate())
                .satisfies(e -> assertThat(e.problem())
                        .startsWith("V2__typo.sql, line 3: ")
                        .contains("type \"txt\" does not exist"))
                .satisfies(e ->
                        assertThat(e.ids()).containsEntry("sqlState", "42704").containsEntry("line", "3"))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThat(tables()).containsExactly("patient");
    }

    @Test
    void changedFileIsNamed() throws Exception {
        file("V1__patients.sql", PATIENT);
        migrator().migrate();
        file("V1__patients.sql", PATIENT + "-- afterthought");
        assertThatExceptionOfType(MigrationFailedException.class)
                .isThrownBy(() -> migrator().migrate())
                .withMessageContaining("1 (patients)")
                .withMessageContaining("CHECKSUM");
        assertThat(migrator().status().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(MigrationStatus.State.CHANGED);
    }

    @Test
    void statusTellsAppliedFromPending() throws Exception {
        file("V1__patients.sql", PATIENT);
        assertThat(migrator().status().pending()).hasSize(1);
        migrator().migrate();
        file("V2__more.sql", "create table more (id int);");
        assertThat(migrator().status().entries())
                .extracting(MigrationStatus.Entry::state)
                .containsExactly(MigrationStatus.State.APPLIED, MigrationStatus.State.PENDING);
        assertThat(migrator().status().entries().get(0).appliedAt()).isNotNull();
        assertThat(tables()).containsExactly("patient");
    }

    @Test
    void databaseWithoutControlPlaneIsRefused() throws Exception {
        file("V1__patients.sql", PATIENT);
        try (TenancyDatabase empty = TenancyDatabase.empty()) {
            assertThatExceptionOfType(ControlPlaneException.class)
                    .isThrownBy(() -> migrator(empty).migrate())
                    .extracting(TenancyException::code)
                    .isEqualTo(ErrorCode.CONTROL_PLANE_MISSING);
        }
    }

    @Test
    void missingFolderIsAnError() {
        Migrator lost = Migrator.builder(database.migrator())
                .locations(List.of("filesystem:" + files.resolve("nowhere")))
                .build();
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(lost::migrate)
                .extracting(TenancyException::code)
                .isEqualTo(ErrorCode.MIGRATION_FAILED);
    }

    @Test
    void twoMigrationsAtOnceApplyEachFileOnce() throws Exception {
        file("V1__patients.sql", PATIENT + "select pg_sleep(0.3);");
        file("V2__more.sql", "create table more (id int); select pg_sleep(0.3);");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<MigrationReport>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(pool.submit(() -> migrator().migrate()));
            }
            int applied = 0;
            for (Future<MigrationReport> run : runs) {
                applied += run.get(60, TimeUnit.SECONDS).applied().size();
            }
            assertThat(applied).isEqualTo(2);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void killedMigrationLeavesNothingAndCanBeRunAgain() throws Exception {
        file("V1__patients.sql", PATIENT + "select pg_sleep(30);");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            Future<MigrationReport> run = pool.submit(() -> migrator().migrate());
            try (Connection connection = database.superuser().getConnection();
                    Statement statement = connection.createStatement()) {
                boolean killed = false;
                while (!killed) {
                    try (var result = statement.executeQuery(
                            "select pg_terminate_backend(pid) from pg_stat_activity"
                                    + " where datname = current_database() and query like '%pg_sleep(30)%' and wait_event = 'PgSleep'")) {
                        killed = result.next();
                    }
                }
            }
            assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                    .isThrownBy(() -> run.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(TenancyException.class);
        } finally {
            pool.shutdownNow();
        }
        assertThat(tables()).isEmpty();
        file("V1__patients.sql", PATIENT);
        assertThat(migrator().migrate().applied()).hasSize(1);
    }

    @Test
    void indexIsBuiltConcurrently() throws Exception {
        file("V1__patients.sql", PATIENT);
        file("V2__index.sql", "create index concurrently on patient (id);");
        assertThat(migrator().migrate().applied()).hasSize(2);
    }

    @Test
    void schemaWithTablesAndNoHistoryNeedsABaseline() throws Exception {
        run(database.migrator(), "create table old (id int)");
        file("V1__old.sql", "create table old (id int);");
        file("V2__patients.sql", PATIENT);
        assertThatExceptionOfType(MigrationFailedException.class)
                .isThrownBy(() -> migrator().migrate())
                .withMessageContaining("baseline");
        MigrationReport report = Migrator.builder(database.migrator())
                .locations(List.of("filesystem:" + files))
                .baseline("1")
                .build()
                .migrate();
        assertThat(report.applied()).extracting(AppliedMigration::version).containsExactly("2");
    }

    @Test
    void onlyTheMigratorMigrates() throws Exception {
        file("V1__patients.sql", PATIENT);
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> Migrator.builder(database.superuser())
                        .locations(List.of("filesystem:" + files))
                        .build()
                        .migrate())
                .extracting(TenancyException::code)
                .isEqualTo(ErrorCode.PRIVILEGE_MISSING);
        run(database.superuser(), "select 1");
    }
}
