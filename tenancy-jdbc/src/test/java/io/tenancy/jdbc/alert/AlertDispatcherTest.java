package io.tenancy.jdbc.alert;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static io.tenancy.jdbc.testing.TenancyDatabase.runAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 4, line 10. */
class AlertDispatcherTest {
    private static final Attribution OPS = new Attribution("ops:anna", "test");
    private static final AlertRule BILLING = new AlertRule(
            "billing", Set.of("billing."), AlertSeverity.WARNING, List.of("hook"), Duration.ofMinutes(15));

    private TenancyDatabase database;
    private FakeSinks sinks;
    private SettableClock clock;
    private JdbcTenancy tenancy;
    private Tenant tenant;
    private TenantScope scope;

    @BeforeEach
    void start() throws IOException {
        database = TenancyDatabase.create();
        sinks = new FakeSinks();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        tenancy = JdbcTenancy.builder().app(database.app()).clock(clock).build();
        tenant = TenantRegistry.over(database.admin(), clock).create(TenantKey.of("acme"), "Acme", OPS);
        scope = TenantContext.bind(tenant);
    }

    @AfterEach
    void stop() {
        scope.close();
        tenancy.close();
        sinks.close();
        database.close();
    }

    private AlertDispatcher dispatcher(AlertRule... rules) {
        return new AlertDispatcher(
                database.as(TenancyRole.WORKER),
                List.of(rules),
                List.of(sinks.slack(), sinks.pager(), sinks.hook()),
                clock);
    }

    private static Alert refused() {
        return Alert.of("billing.refused", AlertSeverity.WARNING, "Card refused")
                .about("invoice 4711")
                .with("amountMinor", 4900L);
    }

    private void raise(Alert alert) {
        tenancy.useTransaction(tx -> tx.alerts().raise(alert));
    }

    private List<String> waiting() throws SQLException {
        return ask(database.superuser(), "select state || ' ' || times from tenancy.alert_delivery order by id");
    }

    @Test
    void anAlertGoesWhereTheRulesSay() {
        AlertRule all = new AlertRule(
                "all",
                Set.of("billing.", "tenant.active"),
                AlertSeverity.INFO,
                List.of("ops", "pager"),
                Duration.ofHours(1));
        raise(refused());
        AlertDispatcher dispatcher = dispatcher(all, BILLING);
        assertThat(dispatcher.route()).isEqualTo(2);
        assertThat(dispatcher.deliver()).isEqualTo(5);
        assertThat(dispatcher.deliver()).isZero();

        assertThat(sinks.told("/slack"))
                .extracting(told -> told.body().get("text").asText())
                .containsExactlyInAnyOrder(
                        "[INFO] acme: Tenant acme is active", "[WARNING] acme: Card refused (invoice 4711)");
        assertThat(sinks.told("/pager")).anySatisfy(told -> {
            assertThat(told.body().at("/routing_key").asText()).isEqualTo("routing");
            assertThat(told.body().at("/dedup_key").asText()).isEqualTo(told.key());
            assertThat(told.body().at("/payload/severity").asText()).isEqualTo("warning");
            assertThat(told.body().at("/payload/custom_details/amountMinor").asLong())
                    .isEqualTo(4900);
        });
        assertThat(sinks.told("/hook")).singleElement().satisfies(told -> {
            assertThat(told.body().get("tenant").asText()).isEqualTo("acme");
            assertThat(told.body().get("event").asText()).isEqualTo("billing.refused");
        });
    }

    @Test
    void whatIsRolledBackWasNeverRaised() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tenancy.useTransaction(tx -> {
                    tx.alerts().raise(refused());
                    throw new IllegalStateException("the work fails");
                }));
        assertThat(dispatcher(BILLING).route()).isEqualTo(1); // that acme is active
        assertThat(dispatcher(BILLING).deliver()).isZero();
    }

    @Test
    void metAThousandTimesInAMinuteIsOneAlert() throws Exception {
        AlertDispatcher dispatcher = dispatcher(BILLING);
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofMillis(60));
            raise(refused());
            if (i % 100 == 0) {
                dispatcher.route();
                dispatcher.deliver();
            }
        }
        dispatcher.route();
        dispatcher.deliver();
        assertThat(sinks.told("/hook")).hasSize(1);
        assertThat(waiting()).containsExactly("DELIVERED 1000");

        raise(refused().about("invoice 4712"));
        clock.advance(Duration.ofMinutes(15));
        raise(refused());
        dispatcher.route();
        dispatcher.deliver();
        assertThat(sinks.told("/hook")).hasSize(3);
    }

    @Test
    void aSinkThatIsDownGetsOneAlertWhenItIsBack() throws Exception {
        AlertDispatcher dispatcher = dispatcher(BILLING);
        sinks.answer(503);
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofMinutes(1));
            raise(refused());
            dispatcher.route();
            dispatcher.deliver();
        }
        assertThat(waiting()).containsExactly("WAITING 100");
        assertThat(ask(database.superuser(), "select failure from tenancy.alert_delivery"))
                .containsExactly("IOException: answered 503");

        sinks.answer(200);
        clock.advance(Duration.ofMinutes(5));
        dispatcher.deliver();
        assertThat(sinks.told("/hook"))
                .singleElement()
                .satisfies(told -> assertThat(told.body().get("times").asLong()).isEqualTo(100));
    }

    @Test
    void aSinkThatIsDownHoldsNoOtherUp() {
        AlertRule both = new AlertRule(
                "both", Set.of("billing."), AlertSeverity.INFO, List.of("dead", "hook"), Duration.ofMinutes(15));
        AlertSink dead = AlertSink.named("dead", message -> {
            throw new IOException("refused");
        });
        AlertDispatcher dispatcher =
                new AlertDispatcher(database.as(TenancyRole.WORKER), List.of(both), List.of(dead, sinks.hook()), clock);
        raise(refused());
        dispatcher.route();
        dispatcher.deliver();
        assertThat(sinks.told("/hook")).hasSize(1);
    }

    @Test
    void severalWorkersTellOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < 4; j++) {
                raise(refused().about("invoice " + i));
            }
        }
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                workers.add(() -> {
                    AlertDispatcher dispatcher = dispatcher(BILLING);
                    dispatcher.route();
                    return dispatcher.deliver();
                });
            }
            for (Future<Integer> worker : pool.invokeAll(workers)) {
                assertThat(worker.get()).isNotNegative();
            }
        } finally {
            pool.shutdownNow();
        }
        dispatcher(BILLING).route();
        dispatcher(BILLING).deliver();
        assertThat(sinks.told("/hook")).hasSize(50);
    }

    /** The worker is killed wherever it happens to be; the receiver looks at the key. */
    @Test
    void noneIsLostWhenTheWorkerIsKilled() throws Exception {
        int alerts = Boolean.getBoolean("tenancy.proofs") ? 300 : 40;
        for (int i = 0; i < alerts; i++) {
            raise(refused().about("invoice " + i));
        }
        for (int kills = 0; kills < (alerts > 100 ? 10 : 2); kills++) {
            int before = sinks.told("/hook").size();
            Process worker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledWorker.class.getName(),
                            database.as(TenancyRole.WORKER)
                                    .getConnection()
                                    .getMetaData()
                                    .getURL(),
                            TenancyDatabase.PASSWORD,
                            sinks.url("/hook").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (sinks.told("/hook").size() <= before && worker.isAlive() && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
            } finally {
                worker.destroyForcibly().waitFor();
            }
        }
        clock.set(Instant.now().plus(Duration.ofHours(1)));
        AlertDispatcher dispatcher = dispatcher(BILLING);
        dispatcher.route();
        dispatcher.deliver();
        assertThat(sinks.distinct()).hasSize(alerts);
        assertThat(waiting()).hasSize(alerts).containsOnly("DELIVERED 1");
    }

    @Test
    void tenantsRaiseForThemselvesAndReadNothing() {
        String insert = "insert into tenancy.alert_raised (id, at, event, severity, title) values"
                + " (gen_random_uuid(), '2026-03-01T10:00:00Z', 'a.b', 'INFO', 'x')";
        for (String sql : List.of(
                "select * from tenancy.alert_raised",
                "delete from tenancy.alert_raised",
                "select * from tenancy.alert_delivery",
                insert.replace("(id,", "(tenant_id, id,").replace("(gen_", "('" + tenant.id() + "', gen_"))) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> runAs(database.app(), tenant.id().value(), sql))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(database.app(), insert))
                .satisfies(e -> assertThat(e.getSQLState()).isIn("22P02", "42704"));
    }
}
