package io.tenancy.jdbc;

import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.isolation.IsolationLeakException;
import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real starts, as the application's role, over tables that were isolated and then opened. */
class StartCheckTest {
    private static final String EVENTS =
            "create table event (tenant_id uuid not null, id int not null, at date not null, primary key (tenant_id, id, at))"
                    + " partition by range (at);"
                    + "create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');"
                    + "select tenancy.isolate('event');";

    @TempDir
    Path folder;

    private TenancyDatabase database;

    @BeforeEach
    void isolate() throws SQLException {
        database = TenancyDatabase.create();
        run(
                database.migrator(),
                "create table note (tenant_id uuid not null, id int not null, primary key (tenant_id, id))",
                "select tenancy.isolate('note')");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void start(StartCheck check) {
        JdbcTenancy.builder().app(database.app()).startCheck(check).build().close();
    }

    @Test
    void isolatedTablesStart() throws SQLException {
        run(database.migrator(), EVENTS);
        start(StartCheck.REFUSE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    A01 | public.note       | alter table note disable row level security
                    A02 | public.note       | alter table note no force row level security
                    A05 | public.note       | drop policy tenancy_floor on note
                    A05 | public.note       | alter policy tenancy_floor on note to tenancy_admin
                    A06 | public.note       | alter policy tenancy_floor on note with check (true)
                    A16 | public.event_2026 | alter table event_2026 disable row level security; grant select on event_2026 to tenancy_app
                    """)
    void tableThatLeaksIsRefusedWithTheRuleAndTheCommand(String rule, String table, String fault) throws SQLException {
        run(database.migrator(), EVENTS, fault);

        assertThatExceptionOfType(IsolationLeakException.class)
                .isThrownBy(() -> start(StartCheck.REFUSE))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.ISOLATION_LEAK);
                    assertThat(refusal.getMessage()).contains(rule + " " + table, "tenancyctl check");
                    assertThat(refusal.findings()).isNotEmpty();
                });
    }

    @Test
    void manyFindingsAreCountedAndTheFirstNamed() throws SQLException {
        for (int i = 0; i < 8; i++) {
            run(
                    database.migrator(),
                    "create table t" + i + " (tenant_id uuid not null, id int, primary key (tenant_id, id));"
                            + "grant select on t" + i + " to tenancy_app");
        }

        assertThatExceptionOfType(IsolationLeakException.class)
                .isThrownBy(() -> start(StartCheck.REFUSE))
                .withMessageContaining("A01 public.t0")
                .withMessageContaining("and 3 more");
    }

    @Test
    void warningLogsEachFindingOnceAndStarts() throws SQLException {
        run(database.migrator(), "alter table note disable row level security");

        assertThat(logged(() -> start(StartCheck.WARN))
                        .lines()
                        .filter(line -> line.contains("Tenants are not isolated")))
                .singleElement()
                .asString()
                .contains("A01 public.note", "tenancyctl check");
        assertThat(logged(() -> start(StartCheck.OFF))).doesNotContain("not isolated");
    }

    @Test
    void unsafeLoginIsRefusedWhateverIsSaidOfTables() {
        assertThatExceptionOfType(io.tenancy.TenancyException.class)
                .isThrownBy(() -> JdbcTenancy.builder()
                        .app(database.superuser())
                        .startCheck(StartCheck.OFF)
                        .build())
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ROLE_UNSAFE));
    }

    @Test
    void fileSaysWhatTheStartDoesAndWhichFindingsAreAnsweredFor() throws Exception {
        run(database.migrator(), "alter table note disable row level security");

        assertThatExceptionOfType(IsolationLeakException.class).isThrownBy(() -> open(""));
        open("  startCheck: warn\n");
        open("  startCheck: off\n");
        open("  waivers: [{rule: A01, object: public.note, reason: goes with release 7, until: 2999-12-31}]\n");
        assertThatExceptionOfType(IsolationLeakException.class)
                .isThrownBy(
                        () -> open(
                                "  waivers: [{rule: A01, object: public.note, reason: goes with release 7, until: 2020-12-31}]\n"));
    }

    private void open(String isolation) throws IOException {
        Path file = Files.writeString(
                folder.resolve("tenancy.yaml"), "isolation:\n  tenantColumn: {name: tenant_id}\n" + isolation);
        Map<String, String> environment = Map.of(
                "TENANCY_APP_URL",
                ((org.postgresql.ds.PGSimpleDataSource) database.app()).getUrl(),
                "TENANCY_APP_PASSWORD",
                TenancyDatabase.PASSWORD);
        JdbcTenancy.open(TenancyConfig.load(file, environment)).close();
    }

    private static String logged(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
