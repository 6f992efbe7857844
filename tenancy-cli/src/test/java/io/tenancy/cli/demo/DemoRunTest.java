package io.tenancy.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.cli.demo.Attack.Family;
import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Terminal;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.testing.support.EmbeddedServer;
import io.tenancy.testing.support.TestServer;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The demo holds when nothing is broken, and every protection it can switch off is one that something leaks without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoRunTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T16:30:00Z"), ZoneOffset.UTC);

    private DemoServer server;
    private DemoReport whole;

    @BeforeAll
    void runOnce() {
        EmbeddedServer embedded = TestServer.server();
        server = DemoServer.at(embedded.host(), embedded.port(), EmbeddedServer.SUPERUSER, embedded.password());
        whole = DemoRun.on(server).clock(CLOCK).database("demo_whole").build().run();
    }

    @Test
    void everyAttackHoldsAndProvesSomething() {
        assertThat(whole.attempts())
                .allSatisfy(a -> assertThat(a.verdict()).as(a.toString()).isEqualTo(Verdict.HELD));
        assertThat(whole.isIsolated()).isTrue();
        assertThat(whole.leaks()).isZero();
    }

    @Test
    void thereAreFarMoreThanTwentyDistinctAttacksOfEveryFamily() {
        assertThat(whole.attempts()).hasSizeGreaterThan(60);
        assertThat(whole.attempts()).extracting(Attempt::id).doesNotHaveDuplicates();
        assertThat(whole.attempts()).extracting(Attempt::statement).doesNotContain("");
        assertThat(whole.attempts()).extracting(Attempt::family).contains(Family.values());
    }

    @Test
    void aUnitTakesOneRoundTripAndATransactionNoneMoreThanWithoutTenancy() {
        assertThat(whole.roundTrips().singleStatement()).isEqualTo(1);
        assertThat(whole.roundTrips().overhead()).isZero();
        assertThat(whole.roundTrips().transactions())
                .extracting(RoundTrips.Transaction::withTenancy)
                .containsExactly(2, 3, 11);
    }

    @Test
    void bothPracticesWorkedWithAFewThousandRows() {
        assertThat(whole.tenants()).hasSize(2).allSatisfy(tenant -> {
            assertThat(tenant.total()).isGreaterThan(2_000);
            assertThat(tenant.day().patientsSeen())
                    .isEqualTo(tenant.rows().get("patients").longValue());
            assertThat(tenant.day().appointmentsAhead()).isPositive();
            assertThat(tenant.day().openInvoices()).isPositive();
        });
    }

    @Test
    void theTreeHasWhatProgramsReadFromIt() {
        Map<?, ?> tree = (Map<?, ?>) whole.tree();
        assertThat(tree.get("postgres")).asString().startsWith("17");
        assertThat(tree.get("migrations")).isInstanceOf(Map.class);
        assertThat((List<?>) tree.get("tenants")).hasSize(2);
        Map<?, ?> isolation = (Map<?, ?>) tree.get("isolation");
        assertThat(isolation.get("leaks")).isEqualTo(0);
        assertThat((List<?>) isolation.get("attempts"))
                .hasSizeGreaterThan(60)
                .allSatisfy(attempt -> assertThat(
                                ((Map<?, ?>) attempt).keySet().stream().map(Object::toString))
                        .contains("id", "statement", "verdict"));
        Map<?, ?> roundTrips = (Map<?, ?>) tree.get("roundTrips");
        assertThat(roundTrips.get("singleStatement")).isEqualTo(1);
        assertThat(roundTrips.get("transactionOverhead")).isEqualTo(0);
    }

    @Test
    void theStoryIsShortAndEndsWellOrSaysWhatGotThrough() {
        String story = story(whole);
        assertThat(story.lines()).hasSizeLessThan(32);
        assertThat(story)
                .contains("Two practices share its tables", "23 of 23 held", "1 round trip", "No row crossed over.")
                .doesNotContain("\u001b");
    }

    @Test
    void whatCannotBePreventedIsSaid() {
        assertThat(story(whole)).contains("set_config");
    }

    @Test
    void aCarelessPolicyDoesNoHarmWhileTheFloorStands() throws Exception {
        var unused = DemoRun.on(server)
                .clock(CLOCK)
                .database("demo_kept")
                .keepDatabase()
                .build()
                .run();
        try (Connection migrator = server.as(TenancyRole.MIGRATOR, "demo_kept").getConnection()) {
            Protection.execute(migrator, Protection.addCarelessPolicy());
        }
        try (Connection app = server.as(TenancyRole.APP, "demo_kept").getConnection()) {
            app.setAutoCommit(false);
            Arena.setContext(app, "00000000-0000-7000-8000-000000000000");
            try (ResultSet row = app.createStatement().executeQuery("select count(*) from patients")) {
                row.next();
                assertThat(row.getLong(1)).isZero();
            }
        }
    }

    @Test
    void aSecondDemoOnTheSameDatabaseIsRefusedWhileOneRuns() {
        DemoRun second = DemoRun.on(server).database("demo_twice").build();
        DemoRun first = DemoRun.on(server)
                .database("demo_twice")
                .progress(stage -> {
                    if (stage.startsWith("Making")) {
                        assertThatThrownBy(second::run)
                                .isInstanceOfSatisfying(
                                        TenancyException.class,
                                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
                    }
                })
                .build();
        assertThat(first.run().isIsolated()).isTrue();
    }

    @Test
    void aCancelledDemoFailsAtOnceAndLeavesNoDatabase() throws Exception {
        AtomicReference<DemoRun> running = new AtomicReference<>();
        running.set(DemoRun.on(server)
                .database("demo_cancelled")
                .progress(stage -> {
                    if (stage.startsWith("Loading")) {
                        running.get().cancel();
                    }
                })
                .build());

        assertThatThrownBy(() -> running.get().run()).isInstanceOf(TenancyException.class);
        try (Connection operator = server.operator("postgres").getConnection();
                ResultSet row = operator.createStatement()
                        .executeQuery("select count(*) from pg_database where datname = 'demo_cancelled'")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @Test
    void withoutForceWhatRunsAsTheOwnerLeaks() {
        assertThat(leaksWithout(Protection.FORCE)).containsExactlyInAnyOrder("definer-function", "owner-view");
    }

    @Test
    void withoutTheFloorOneCarelessPolicyOpensEverything() {
        assertThat(leaksWithout(Protection.FLOOR))
                .contains(
                        "read-all",
                        "read-by-id",
                        "count",
                        "view",
                        "update-by-id",
                        "delete-by-tenant",
                        "insert",
                        "upsert",
                        "move",
                        "batch",
                        "copy-out",
                        "error-oracle");
    }

    @Test
    void withoutTheTenantInAForeignKeyChildrenReachAcross() {
        assertThat(leaksWithout(Protection.FK))
                .containsExactlyInAnyOrder("foreign-parent", "existence-probe", "cascade");
    }

    private static String story(DemoReport report) {
        StringWriter out = new StringWriter();
        new Console(
                        new BufferedReader(Reader.nullReader()),
                        new PrintWriter(out),
                        new PrintWriter(Writer.nullWriter()),
                        Terminal.NONE,
                        false)
                .print(report);
        return out.toString();
    }

    private List<String> leaksWithout(Protection protection) {
        DemoReport report = DemoRun.on(server)
                .clock(CLOCK)
                .database("demo_without_" + protection.word())
                .breakProtection(protection)
                .build()
                .run();
        assertThat(report.isIsolated()).isFalse();
        assertThat(story(report)).contains("LEAKED", "got through", protection.consequence());
        assertThat(report.attempts())
                .filteredOn(a -> a.verdict() == Verdict.UNDECIDED)
                .isEmpty();
        return report.attempts().stream()
                .filter(a -> a.verdict() == Verdict.LEAKED)
                .map(Attempt::id)
                .toList();
    }
}
