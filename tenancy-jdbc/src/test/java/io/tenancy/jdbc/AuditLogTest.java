package io.tenancy.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.audit.AuditAction;
import io.tenancy.audit.AuditEntry;
import io.tenancy.audit.AuditEvent;
import io.tenancy.audit.AuditOutcome;
import io.tenancy.audit.AuditPage;
import io.tenancy.audit.AuditQuery;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.audit.AuditChain;
import io.tenancy.jdbc.audit.AuditSealer;
import io.tenancy.jdbc.audit.AuditTrail;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireCount;
import io.tenancy.testing.support.WireProxy;
import java.sql.Connection;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class AuditLogTest {
    // snippet: declare
    private static final AuditAction VOIDED = AuditAction.of("invoice.void", "amountMinor", "currency", "paid");
    // end
    private static final Principal ANNA =
            new Principal(UUID.fromString("01900000-0000-7000-8000-000000000001"), "anna");

    private static TenancyDatabase database;
    private static WireProxy proxy;
    private static SettableClock clock;
    private static JdbcTenancy tenancy;
    private static AuditTrail trail;
    private static int tenants;

    private Tenant tenant;
    private TenantScope scope;

    @BeforeAll
    static void start() throws Exception {
        database = TenancyDatabase.create();
        proxy = WireProxy.to(TestServer.server());
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00.123456789Z"));
        PGSimpleDataSource app = new PGSimpleDataSource();
        app.setServerNames(new String[] {"127.0.0.1"});
        app.setPortNumbers(new int[] {proxy.port()});
        app.setDatabaseName(database.name());
        app.setUser(TenancyRole.APP.roleName());
        app.setPassword(TenancyDatabase.PASSWORD);
        tenancy = JdbcTenancy.builder().app(app).clock(clock).build();
        trail = AuditTrail.over(database.admin());
    }

    @AfterAll
    static void stop() throws Exception {
        tenancy.close();
        proxy.close();
        database.close();
    }

    @BeforeEach
    void bind() {
        tenant = TenantRegistry.over(database.admin(), clock)
                .create(TenantKey.of("audited" + tenants++), "Practice", new Attribution("ops:anna", "test"));
        scope = TenantContext.bind(TenantBinding.of(tenant).withPrincipal(ANNA));
    }

    @AfterEach
    void unbind() {
        scope.close();
    }

    private static AuditEvent voided(AuditOutcome outcome) {
        return AuditEvent.of(VOIDED)
                .outcome(outcome)
                .resource("invoice", "4711")
                .detail("amountMinor", 4900)
                .detail("currency", "EUR")
                .detail("paid", false)
                .reason("charged twice")
                .from("192.0.2.7", "curl/8\n")
                .build();
    }

    private static AuditPage latest() {
        return tenancy.audit().query(AuditQuery.latest().withAction("invoice."));
    }

    private void isWhole() {
        assertThat(trail.verify(AuditChain.of(tenant.id()), null).breaks()).isEmpty();
    }

    @Test
    void anEventComesBackAsItWasSaid() {
        tenancy.audit().record(voided(AuditOutcome.SUCCESS));

        AuditEntry entry = latest().items().get(0);
        assertThat(entry.tenant()).isEqualTo(tenant.id());
        assertThat(entry.sequence()).isEqualTo(4);
        assertThat(entry.at()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MICROS));
        assertThat(entry.action()).isEqualTo("invoice.void");
        assertThat(entry.who())
                .isEqualTo(new AuditEntry.Who("anna", ANNA.id(), null, "charged twice", "192.0.2.7", "curl/8\uFFFD"));
        assertThat(entry.resourceType() + " " + entry.resourceId()).isEqualTo("invoice 4711");
        assertThat(entry.details())
                .containsEntry("amountMinor", 4900L)
                .containsEntry("currency", "EUR")
                .containsEntry("paid", false);
        isWhole();
    }

    @Test
    void whoImpersonatesIsNamedTogetherWithWhomItActsFor() {
        Principal operator = new Principal(UUID.randomUUID(), "ops:olga");
        try (TenantScope inner =
                TenantContext.bind(TenantBinding.of(tenant).withPrincipal(ANNA).withActor(operator))) {
            tenancy.audit().record(AuditEvent.of(VOIDED).build());
        }
        AuditEntry entry = latest().items().get(0);
        assertThat(entry.who().actor()).isEqualTo("ops:olga");
        assertThat(entry.who().actorId()).isEqualTo(operator.id());
        assertThat(entry.who().onBehalfOf()).isEqualTo(ANNA.id().toString());
    }

    @Test
    void whoLookedIsWrittenOnceForEverybodyAndEverythingAtNoStatement() throws Exception {
        Principal operator = new Principal(UUID.randomUUID(), "ops:olga");
        try (JdbcTenancy reading = JdbcTenancy.builder()
                .app(database.app())
                .worker(database.as(TenancyRole.WORKER))
                .clock(clock)
                .auditReads("patient")
                .build()) {
            for (int i = 0; i < 200; i++) {
                reading.reads().record("patient", "4711");
                reading.reads().record("patient", "4712 \"{},\\");
                reading.reads().record("appointment", "1");
            }
            try (TenantScope inner = TenantContext.bind(
                    TenantBinding.of(tenant).withPrincipal(ANNA).withActor(operator))) {
                reading.reads().record("patient", "4711");
            }
        }
        List<AuditEntry> reads = tenancy.audit()
                .query(AuditQuery.latest().withAction("patient.read"))
                .items();
        assertThat(reads)
                .extracting(read -> read.who().actor() + " " + read.resourceId())
                .contains("anna 4711", "anna 4712 \"{},\\", "ops:olga 4711")
                .hasSizeLessThan(20);
        assertThat(reads.stream()
                        .mapToLong(read -> (Long) read.details().get("times"))
                        .sum())
                .isEqualTo(401);
        assertThat(tenancy.audit()
                        .query(AuditQuery.latest().withAction("appointment.read"))
                        .items())
                .isEmpty();
        isWhole();
    }

    @Test
    void inATransactionItCostsNoRoundTrip() throws Exception {
        try (Connection connection = tenancy.dataSource().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            WireCount plain =
                    proxy.measure(() -> tenancy.useTransaction(tx -> tx.dsl().fetch("select 1")));
            without.add(Long.valueOf(plain.roundTrips()));
            WireCount audited = proxy.measure(AuditLogTest::work);
            with.add(Long.valueOf(audited.roundTrips()));
        }
        assertThat(median(with)).isEqualTo(median(without));
        assertThat(latest().items()).hasSize(12);
        isWhole();
    }

    private static void work() {
        // snippet: record
        tenancy.useTransaction(tx -> {
            tx.dsl().fetch("select 1");
            tx.audit().record(AuditEvent.of(VOIDED).resource("invoice", "4711").build());
        });
        // end
    }

    /** The registry's poll comes by now and then. */
    private static long median(List<Long> counts) {
        return counts.stream().sorted().skip(counts.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void whatSucceededIsRolledBackWithTheWorkAndWhatWasDeniedIsNot() throws Exception {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tenancy.useTransaction(tx -> {
                    tx.audit().record(voided(AuditOutcome.SUCCESS));
                    tx.audit().record(voided(AuditOutcome.DENIED));
                    tx.audit().record(voided(AuditOutcome.FAILED));
                    throw new IllegalStateException("the work fails");
                }));

        try (AuditSealer.Running running =
                AuditSealer.over(database.as(TenancyRole.WORKER), clock).start()) {
            long begin = System.nanoTime();
            while (latest().items().size() < 2
                    && System.nanoTime() - begin < Duration.ofSeconds(10).toNanos()) {
                Thread.onSpinWait();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(latest().items())
                .extracting(AuditEntry::outcome)
                .containsExactly(AuditOutcome.FAILED, AuditOutcome.DENIED);
        isWhole();
    }

    @Test
    void aSavepointThatIsRolledBackTakesItsEventAlong() throws Exception {
        tenancy.useTransaction(tx -> {
            tx.audit().record(voided(AuditOutcome.SUCCESS));
            Savepoint here = tx.connection().setSavepoint();
            tx.audit().record(voided(AuditOutcome.SUCCESS));
            tx.connection().rollback(here);
        });
        assertThat(latest().items()).hasSize(1);
        isWhole();
    }

    @Test
    void pagesGoOnWhereTheLastEnded() {
        for (int i = 0; i < 7; i++) {
            tenancy.audit()
                    .record(AuditEvent.of(VOIDED).detail("amountMinor", i).build());
        }
        List<Object> seen = new ArrayList<>();
        AuditQuery query = AuditQuery.latest().withAction("invoice.void").withLimit(3);
        AuditPage page = tenancy.audit().query(query);
        while (true) {
            page.items().forEach(entry -> seen.add(entry.details().get("amountMinor")));
            if (page.nextCursor() == null) {
                break;
            }
            page = tenancy.audit().query(query.after(page.nextCursor()));
        }
        assertThat(seen).containsExactly(6L, 5L, 4L, 3L, 2L, 1L, 0L);
    }

    @Test
    void everyFilterNarrows() {
        tenancy.audit().record(voided(AuditOutcome.SUCCESS));
        clock.advance(Duration.ofHours(1));
        tenancy.audit()
                .record(AuditEvent.of(AuditAction.of("patient.open"))
                        .actor("job:import")
                        .onBehalfOf("bob")
                        .resource("patient", "1")
                        .build());
        AuditQuery all = AuditQuery.latest();
        Instant later = clock.instant().minus(Duration.ofMinutes(1));
        assertThat(count(all.byActor("anna"))).isEqualTo(1);
        assertThat(count(all.byActor(ANNA.id().toString()))).isEqualTo(1);
        assertThat(count(all.byActor("job:import"))).isEqualTo(1);
        assertThat(count(all.of("patient", null))).isEqualTo(1);
        assertThat(count(all.of("patient", "2"))).isZero();
        assertThat(count(all.between(later, null))).isEqualTo(1);
        assertThat(count(all.between(null, later))).isEqualTo(4);
        assertThat(count(all.withOutcome(AuditOutcome.DENIED))).isZero();
        assertThat(count(all.withAction("tenant."))).isEqualTo(3);
        assertThat(count(all)).isEqualTo(5);
    }

    private static int count(AuditQuery query) {
        return tenancy.audit().query(query).items().size();
    }

    @Test
    void nobodyBoundIsAnError() {
        scope.close();
        assertThatExceptionOfType(TenantContextMissingException.class)
                .isThrownBy(() -> tenancy.audit().record(voided(AuditOutcome.SUCCESS)));
        assertThatExceptionOfType(TenantContextMissingException.class)
                .isThrownBy(() -> tenancy.audit().query(AuditQuery.latest()));
        scope = TenantContext.bind(tenant);
    }

    @Test
    void onlyWhatTheActionDeclaresIsTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditEvent.of(VOIDED).detail("patientName", "Ann"))
                .withMessageContaining("declares no detail patientName");
        for (String name : List.of("password", "apiToken", "keyHash", "clientSecret")) {
            assertThatIllegalArgumentException().isThrownBy(() -> AuditAction.of("a.b", name));
        }
        for (String name : List.of("", "x", "Invoice.void", "invoice void", "invoice.", "a.b;")) {
            assertThatIllegalArgumentException().isThrownBy(() -> AuditAction.of(name));
        }
        AuditEvent.Builder event = AuditEvent.of(VOIDED);
        assertThatIllegalArgumentException().isThrownBy(() -> event.detail("currency", "x".repeat(501)));
        assertThatIllegalArgumentException().isThrownBy(() -> event.detail("currency", "a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> event.detail("currency", "\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> event.detail("amountMinor", 1L << 53));
        assertThatIllegalArgumentException().isThrownBy(() -> event.reason(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> event.actor("x".repeat(201)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditQuery.latest().after("1; drop"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditQuery.latest().withLimit(0));
    }

    @Test
    void theLongestAndStrangestTextsAreKeptAndVerified() {
        StringBuilder strange = new StringBuilder("\"\\/\b\t\n\f\r\u007f\u0080\u2028\u2029\uffff\ud83d\ude00\ue000");
        for (char one = 1; one < ' '; one++) {
            strange.append(one);
        }
        tenancy.audit()
                .record(AuditEvent.of(VOIDED)
                        .detail("currency", strange.toString())
                        .detail("amountMinor", -((1L << 53) - 1))
                        .reason("\ud83d\ude00".repeat(500))
                        .from("2001:db8::1", "x".repeat(4000))
                        .build());
        AuditEntry entry = latest().items().get(0);
        assertThat(entry.details()).containsEntry("currency", strange.toString());
        assertThat(entry.who().userAgent()).hasSize(300);
        isWhole();
    }
}
