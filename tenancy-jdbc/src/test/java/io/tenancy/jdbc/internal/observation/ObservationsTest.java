package io.tenancy.jdbc.internal.observation;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Percentage.withPercentage;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.observation.ObservationReports;
import io.tenancy.jdbc.observation.ObservedTenant;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.observation.ErrorGroup;
import io.tenancy.observation.LatencyHistogram;
import io.tenancy.observation.ObservedPeriod;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireCount;
import io.tenancy.testing.support.WireProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservationsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:30Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final Attribution OPS = new Attribution("ops:anna", "test");
    private static final Duration LATENCY = Duration.ofMillis(40);

    private TenancyDatabase database;
    private SettableClock clock;
    private JdbcTenancy node;
    private Tenant acme;
    private Tenant other;

    @BeforeEach
    void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(NOW);
        TenantRegistry registry = TenantRegistry.over(database.admin(), clock);
        acme = registry.create(TenantKey.of("acme"), "Acme", OPS);
        other = registry.create(TenantKey.of("other"), "Other", OPS);
        node = node();
    }

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    private JdbcTenancy node() {
        return JdbcTenancy.builder()
                .app(database.app())
                .worker(database.as(TenancyRole.WORKER))
                .clock(clock)
                .build();
    }

    private void written() {
        assertThat(((NodeObservations) node.observations()).flush()).isTrue();
    }

    private ObservationReports reports() {
        return ObservationReports.over(database.admin());
    }

    @Test
    void requestsErrorsAndLatencyAddUpAcrossFlushesNodesAndMinutes() {
        try (JdbcTenancy second = node();
                TenantScope scope = TenantContext.bind(acme)) {
            for (int round = 0; round < 12; round++) {
                for (int i = 1; i <= 10; i++) {
                    node.observations().success(Duration.ofMillis(10L * i));
                    second.observations().success(Duration.ofMillis(10L * i));
                }
                node.observations().error(Duration.ofSeconds(2));
                written();
                clock.advance(Duration.ofSeconds(20));
            }
        }
        try (TenantScope scope = TenantContext.bind(acme)) {
            JdbcTenancy tenancy = node;
            Instant yesterday = NOW;
            Instant now = LATER;
            // snippet: read
            ObservedPeriod all = tenancy.observations().total(yesterday, now);
            System.out.println(all.requests() + " requests, " + all.errorRate() + ", p95 " + all.percentile(95));
            // end
            assertThat(all.requests()).isEqualTo(252);
            assertThat(all.errors()).isEqualTo(12);
            assertThat(all.slowest()).isEqualTo(Duration.ofSeconds(2));
            assertThat(all.mean())
                    .isEqualTo(Duration.ofMillis(240 * 55 + 12 * 2000).dividedBy(252));
            assertThat(all.latency().count()).isEqualTo(252);
            assertThat((double) all.percentile(50).toMillis())
                    .isCloseTo(60, withPercentage(LatencyHistogram.ERROR_PERCENT + 1));
            assertThat(all.percentile(100)).isLessThanOrEqualTo(Duration.ofSeconds(2));

            List<ObservedPeriod> minutes = node.observations().series(NOW, LATER, Duration.ofMinutes(1));
            assertThat(minutes).hasSize(5);
            assertThat(minutes.get(0).from()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
            assertThat(minutes.stream().mapToLong(ObservedPeriod::requests).sum())
                    .isEqualTo(252);
            assertThat(node.observations().series(NOW, LATER, Duration.ofHours(1)))
                    .singleElement()
                    .satisfies(one -> assertThat(one.latency()).isEqualTo(all.latency()));
        }
    }

    @Test
    void recordingCostsNoStatement() throws Exception {
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy wired = JdbcTenancy.builder()
                        .app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .listen(database.app())
                        .worker(database.as(TenancyRole.WORKER))
                        .clock(clock)
                        .build();
                TenantScope scope = TenantContext.bind(acme)) {
            WireCount count = wire.measure(() -> {
                for (int i = 0; i < 1000; i++) {
                    wired.observations().success(LATENCY);
                    wired.observations().error(LATENCY, new IllegalStateException());
                }
            });
            assertThat(count.roundTrips()).as(count.trace()).isZero();
        }
        assertThat(reports().total(acme.id(), NOW, LATER).requests()).isEqualTo(2000);
    }

    @Test
    void nothingIsLostWhileManyRecordAndOneWritesAndAtTheEnd() throws Exception {
        ExecutorService crew = Executors.newFixedThreadPool(6);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            work.add(crew.submit(TenantContext.wrap(() -> {
                try (TenantScope scope = TenantContext.bind(acme)) {
                    for (int n = 0; n < 4000; n++) {
                        node.observations().success(LATENCY);
                    }
                }
            })));
        }
        work.add(crew.submit(() -> {
            for (int n = 0; n < 20; n++) {
                written();
            }
        }));
        for (Future<?> one : work) {
            Object unused = one.get(60, TimeUnit.SECONDS);
        }
        crew.shutdownNow();
        node.close();
        assertThat(reports().total(null, NOW, LATER).requests()).isEqualTo(20_000);
    }

    @Test
    void whatCannotBeWrittenWaits() throws SQLException {
        run(database.superuser(), "revoke insert on tenancy.observed_error from tenancy_worker");
        try (TenantScope scope = TenantContext.bind(acme)) {
            node.observations().error(LATENCY, new IllegalStateException());
            NodeObservations observations = (NodeObservations) node.observations();
            assertThat(observations.flush()).isFalse();
            node.observations().success(LATENCY);
            assertThat(observations.flush()).isFalse();
        }
        assertThat(ask(database.superuser(), "select 1 from tenancy.observed_minute"))
                .isEmpty();
        run(database.superuser(), "grant insert on tenancy.observed_error to tenancy_worker");
        written();
        assertThat(reports().total(acme.id(), NOW, LATER).requests()).isEqualTo(2);
        assertThat(reports().errors(acme.id(), NOW, LATER, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.count()).isEqualTo(1));
    }

    @Test
    void memoryIsBoundedAndWhatDoesNotFitIsCounted() {
        ObservationBuffer buffer = new ObservationBuffer(2, 2);
        for (int minute = 0; minute < 5; minute++) {
            Instant at = NOW.plus(Duration.ofMinutes(minute));
            buffer.add(acme.id().value(), at, 100, true, fingerprint("a" + minute));
        }
        buffer.add(acme.id().value(), NOW, 100, true, fingerprint("b"));
        assertThat(buffer.takeDropped()).isEqualTo(3);
        assertThat(buffer.takeErrors().values())
                .extracting(sum -> sum.error().value() + " " + sum.count())
                .containsExactlyInAnyOrder("a0 1", "a1 1", ErrorGroup.OTHER + " 1");
        assertThat(buffer.takeMinutes()).hasSize(2);
    }

    private static io.tenancy.observation.ErrorFingerprint fingerprint(String value) {
        return new io.tenancy.observation.ErrorFingerprint(value, "x", List.of());
    }

    @Test
    void errorsAreGroupedByWhereTheyComeFromAndTheirMessagesAreNowhere() throws SQLException {
        try (TenantScope scope = TenantContext.bind(acme)) {
            for (int i = 0; i < 12; i++) {
                String patient = "Ann Smith " + i;
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> node.observations().observe(() -> {
                            throw new IllegalStateException(
                                    "no bed for " + patient, new SQLException(patient, "23505"));
                        }));
            }
            assertThat(observed(node)).isEqualTo("fine");
            written();
            assertThat(node.observations().errors(NOW, LATER, 10))
                    .singleElement()
                    .satisfies(group -> {
                        assertThat(group.count()).isEqualTo(12);
                        assertThat(group.exception())
                                .isEqualTo("java.lang.IllegalStateException: java.sql.SQLException 23505");
                        assertThat(group.firstAt()).isEqualTo(NOW);
                    });
            assertThat(node.observations().total(NOW, LATER).errorRate()).isEqualTo(12.0 / 13);
        }
        assertThat(ask(
                        database.superuser(),
                        "select 1 from tenancy.observed_error e where e::text ~ 'Ann' or e::text ~ 'bed'"))
                .isEmpty();
    }

    private static String observed(JdbcTenancy tenancy) {
        // snippet: observe
        String answer = tenancy.observations().observe(() -> {
            return "fine"; // what the request does
        });
        // end
        return answer;
    }

    @Test
    void aTenantSeesNothingOfAnother() throws SQLException {
        try (TenantScope scope = TenantContext.bind(other)) {
            node.observations().error(LATENCY, new IllegalStateException());
            written();
        }
        try (TenantScope scope = TenantContext.bind(acme)) {
            assertThat(node.observations().total(NOW, LATER).requests()).isZero();
            assertThat(node.observations().series(NOW, LATER, Duration.ofHours(1)))
                    .isEmpty();
            assertThat(node.observations().errors(NOW, LATER, 10)).isEmpty();
        }
        assertThat(askAs(database.app(), acme.id().value(), "select 1 from tenancy.observed_minute"))
                .isEmpty();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> TenancyDatabase.runAs(
                        database.app(), acme.id().value(), "update tenancy.observed_minute set requests = 0"));
        assertThatExceptionOfType(TenantContextMissingException.class)
                .isThrownBy(() -> node.observations().success(LATENCY));
    }

    @Test
    void operatorsSeeAllTogetherAndWhoStandsOut() {
        for (int i = 0; i < 3; i++) {
            try (TenantScope scope = TenantContext.bind(acme)) {
                node.observations().success(LATENCY);
            }
        }
        try (TenantScope scope = TenantContext.bind(other)) {
            node.observations().error(Duration.ofSeconds(5));
        }
        written();
        assertThat(reports().total(null, NOW, LATER).requests()).isEqualTo(4);
        assertThat(reports().top(ObservationReports.Rank.REQUESTS, NOW, LATER, 10))
                .extracting(ObservedTenant::key)
                .containsExactly(acme.key(), other.key());
        assertThat(reports().top(ObservationReports.Rank.TIME, NOW, LATER, 1))
                .extracting(ObservedTenant::key)
                .containsExactly(other.key());
        assertThat(reports().top(ObservationReports.Rank.ERRORS, NOW, LATER, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.period().errorRate()).isEqualTo(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reports().series(null, NOW, LATER, Duration.ofSeconds(90)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reports().series(null, NOW, NOW.plus(Duration.ofDays(30)), Duration.ofMinutes(1)));
    }

    @Test
    void whatComesLateForATenantThatIsGoneIsLeftOut() throws SQLException {
        try (TenantScope scope = TenantContext.bind(acme)) {
            node.observations().error(LATENCY, new IllegalStateException());
        }
        TenantRegistry registry = TenantRegistry.over(database.admin(), clock);
        registry.cancel(acme.id(), Duration.ZERO, OPS);
        registry.delete(acme.id(), OPS, io.tenancy.jdbc.provision.DeletionProgress.SILENT);
        written();
        assertThat(ask(database.superuser(), "select 1 from tenancy.observed_minute"))
                .isEmpty();
        assertThat(ask(database.superuser(), "select 1 from tenancy.observed_error"))
                .isEmpty();
    }
}
