package io.tenancy.jdbc.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantNotFoundException;
import io.tenancy.tenant.TenantStatus;
import io.tenancy.testing.support.PgBouncer;
import io.tenancy.testing.support.Programs;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class JdbcTenantStoreTest extends RegistryFixture {
    private static DataSource through(WireProxy proxy) {
        return proxy.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD);
    }

    /** How long it takes until something is seen; checks all the time, so that the figure is no multiple of a pause. */
    private static Duration until(BooleanSupplier seen) {
        long start = System.nanoTime();
        long limit = start + Duration.ofSeconds(20).toNanos();
        while (!seen.getAsBoolean() && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        assertThat(seen.getAsBoolean()).as("seen within 20 s").isTrue();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void tenantIsFoundByKeyIdAndNothingElse() {
        Tenant tenant = tenant("found");
        try (JdbcTenantStore store = JdbcTenantStore.builder(database.app()).build()) {
            assertThat(store.findByKey(TenantKey.of("found"))).contains(tenant);
            assertThat(store.findById(tenant.id())).contains(tenant);
            assertThat(store.findByKey(TenantKey.of("foun"))).isEmpty();
            assertThat(store.findById(TenantId.of(UUID.randomUUID()))).isEmpty();
            assertThat(store.findByDomain("found.example.org")).isEmpty();
            assertThatExceptionOfType(TenantNotFoundException.class)
                    .isThrownBy(() -> store.requireByKey(TenantKey.of("nobody")));
        }
    }

    @Test
    void steadyStateAsksNothing() throws Exception {
        Tenant tenant = tenant("steady");
        try (WireProxy app = WireProxy.to(TestServer.server());
                JdbcTenantStore store = JdbcTenantStore.builder(through(app))
                        .listen(database.app())
                        .build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
            assertThat(store.findByKey(tenant.key())).contains(tenant);
            assertThat(store.findByKey(TenantKey.of("unknown-one"))).isEmpty();
            long queries = store.health().queries();
            app.reset();
            // Longer than an answer lives by itself.
            long end = System.nanoTime() + Duration.ofSeconds(7).toNanos();
            long lookups = 0;
            while (System.nanoTime() < end) {
                assertThat(store.findByKey(tenant.key())).isPresent();
                assertThat(store.findByKey(TenantKey.of("unknown-one"))).isEmpty();
                lookups += 2;
            }
            assertThat(lookups).isGreaterThan(10_000);
            assertThat(store.health().queries()).isEqualTo(queries);
            assertThat(app.roundTrips()).isZero();
        }
    }

    @Test
    void changedStatusIsSeenWithinASecond() {
        Tenant tenant = tenant("told");
        try (JdbcTenantStore store =
                JdbcTenantStore.builder(database.app()).listen(database.app()).build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
            assertThat(store.requireByKey(tenant.key()).status()).isEqualTo(TenantStatus.ACTIVE);
            registry.suspend(tenant.id(), OPS);
            assertThat(until(() -> store.requireByKey(tenant.key()).status() == TenantStatus.SUSPENDED))
                    .isLessThan(Duration.ofSeconds(1));
            registry.rename(tenant.id(), TenantKey.of("told-anew"), OPS);
            assertThat(until(() -> store.findByKey(TenantKey.of("told")).isEmpty()
                            && store.findByKey(TenantKey.of("told-anew")).isPresent()))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void changedStatusIsSeenWithinFiveSecondsWhenNotificationsAreCut() throws Exception {
        Tenant tenant = tenant("cut");
        try (WireProxy listen = WireProxy.to(TestServer.server());
                JdbcTenantStore store = JdbcTenantStore.builder(database.app())
                        .listen(through(listen))
                        .build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
            assertThat(store.requireByKey(tenant.key()).status()).isEqualTo(TenantStatus.ACTIVE);
            // The connection stays open and carries nothing any more, as behind a firewall that forgot it.
            listen.pause();
            registry.suspend(tenant.id(), OPS);
            assertThat(until(() -> store.requireByKey(tenant.key()).status() == TenantStatus.SUSPENDED))
                    .isLessThan(Duration.ofSeconds(5));
            listen.resume();
        }
    }

    @Test
    void changedStatusIsSeenWithinFiveSecondsByPolling() {
        Tenant tenant = tenant("polled");
        try (JdbcTenantStore store = JdbcTenantStore.builder(database.app()).build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.POLLING);
            assertThat(store.requireByKey(tenant.key()).status()).isEqualTo(TenantStatus.ACTIVE);
            registry.suspend(tenant.id(), OPS);
            assertThat(until(() -> store.requireByKey(tenant.key()).status() == TenantStatus.SUSPENDED))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void changedStatusIsSeenWithinFiveSecondsThroughATransactionPoolerThatLosesNotifications() throws Exception {
        Optional<Path> program = Programs.locate("pgbouncer");
        Assumptions.assumeTrue(program.isPresent(), "pgbouncer is not installed");
        Tenant tenant = tenant("pooled");
        try (PgBouncer pooler = PgBouncer.start(
                        program.get(), TestServer.server(), Map.of("tenancy_app", TenancyDatabase.PASSWORD), 2);
                JdbcTenantStore store = JdbcTenantStore.builder(database.app())
                        .listen(pooler.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
            for (int round = 0; round < 3; round++) {
                TenantStatus before = store.requireByKey(tenant.key()).status();
                if (before == TenantStatus.ACTIVE) {
                    registry.suspend(tenant.id(), OPS);
                } else {
                    registry.activate(tenant.id(), OPS);
                }
                assertThat(until(() -> store.requireByKey(tenant.key()).status() != before))
                        .isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void noiseOnTheChannelIsIgnored() throws Exception {
        Tenant tenant = tenant("noise");
        try (JdbcTenantStore store =
                JdbcTenantStore.builder(database.app()).listen(database.app()).build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
            assertThat(store.requireByKey(tenant.key()).status()).isEqualTo(TenantStatus.ACTIVE);
            TenancyDatabase.run(
                    database.app(),
                    "notify tenancy_registry",
                    "notify tenancy_registry, 'or 1 = 1'",
                    "notify tenancy_registry, '" + UUID.randomUUID() + "'");
            registry.suspend(tenant.id(), OPS);
            assertThat(until(() -> store.requireByKey(tenant.key()).status() == TenantStatus.SUSPENDED))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(store.health().feed()).isEqualTo(JdbcTenantStore.Feed.LISTENING);
        }
    }

    @Test
    void lostConnectionIsReplaced() throws Exception {
        Tenant tenant = tenant("relisten");
        try (WireProxy listen = WireProxy.to(TestServer.server());
                JdbcTenantStore store = JdbcTenantStore.builder(database.app())
                        .listen(through(listen))
                        .build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
            assertThat(store.requireByKey(tenant.key()).status()).isEqualTo(TenantStatus.ACTIVE);
            listen.cutAll();
            until(() -> store.health().feed() == JdbcTenantStore.Feed.POLLING);
            until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
            registry.suspend(tenant.id(), OPS);
            assertThat(until(() -> store.requireByKey(tenant.key()).status() == TenantStatus.SUSPENDED))
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void unreachableDatabaseIsNotAnUnknownTenant() {
        DataSource nowhere = database.as("tenancy_nobody");
        try (JdbcTenantStore store = JdbcTenantStore.builder(nowhere).build()) {
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> store.findByKey(TenantKey.of("found")));
            until(() -> store.health().feed() == JdbcTenantStore.Feed.DOWN);
        }
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> JdbcTenantStore.uncached(nowhere).findByKey(TenantKey.of("found")));
    }

    @Test
    void knownTenantIsServedForABoundedTimeWhileTheDatabaseIsDown() throws Exception {
        Tenant tenant = tenant("outage");
        try (WireProxy app = WireProxy.to(TestServer.server());
                JdbcTenantStore store = JdbcTenantStore.builder(through(app))
                        .timeToLive(Duration.ofMillis(100))
                        .staleBound(Duration.ofSeconds(3))
                        .build()) {
            until(() -> store.health().feed() == JdbcTenantStore.Feed.POLLING);
            assertThat(store.findByKey(tenant.key())).contains(tenant);
            app.close();
            until(() -> store.health().feed() == JdbcTenantStore.Feed.DOWN);
            assertThat(store.findByKey(tenant.key())).contains(tenant);
            until(() -> {
                try {
                    return store.findByKey(tenant.key()).isEmpty();
                } catch (RegistryUnavailableException e) {
                    return true;
                }
            });
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> store.findByKey(tenant.key()));
        }
    }

    @Test
    void closedStoreEndsItsThread() {
        JdbcTenantStore store =
                JdbcTenantStore.builder(database.app()).listen(database.app()).build();
        until(() -> store.health().feed() == JdbcTenantStore.Feed.LISTENING);
        Thread feed = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tenancy-registry"))
                .findFirst()
                .orElseThrow();
        store.close();
        assertThat(until(() -> !feed.isAlive())).isLessThan(Duration.ofSeconds(5));
    }
}
