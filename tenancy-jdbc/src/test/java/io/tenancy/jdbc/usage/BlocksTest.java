package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The meter "leased": limit 1000, blocks of 100. */
class BlocksTest extends UsageFixture {
    private static final int LIMIT = 1000;
    private static final int BLOCK = 100;

    private static long used() {
        return tenancy.quotas().check("leased", 0).used();
    }

    @Test
    void unitsAreGivenOutWithoutAStatement() throws Exception {
        Tenant tenant = tenant("inside");
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy node = builder()
                        .app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .listen(database.app())
                        .build();
                TenantScope scope = TenantContext.bind(tenant)) {
            node.quotas().consume("leased", 1);
            eventually(() -> {
                node.quotas().consume("leased", 1);
                wire.reset();
                for (int i = 0; i < 10; i++) {
                    node.quotas().consume("leased", 1);
                }
                return wire.roundTrips() == 0;
            });
        }
        assertThat(TenantContext.call(as(tenant), BlocksTest::used)).isBetween(12L, 1000L);
    }

    @Test
    void severalNodesTogetherGiveOutNoMoreThanTheLimitAndLittleLess() throws Exception {
        Tenant tenant = tenant("nodes");
        AtomicLong granted = new AtomicLong();
        List<JdbcTenancy> nodes =
                IntStream.range(0, 3).mapToObj(i -> builder().build()).toList();
        ExecutorService pool = Executors.newFixedThreadPool(12);
        try {
            List<Future<?>> all = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> TenantContext.call(as(tenant), () -> {
                        for (int n = 0; n < 200; n++) {
                            if (nodes.get(i % 3)
                                    .quotas()
                                    .tryConsume("leased", 1)
                                    .isAllowed()) {
                                granted.incrementAndGet();
                            }
                        }
                        return true;
                    })))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
            nodes.forEach(JdbcTenancy::close);
        }
        assertThat(granted.get()).isBetween((long) LIMIT - 3 * BLOCK, (long) LIMIT);
        assertThat(TenantContext.call(as(tenant), BlocksTest::used))
                .as("what was not given out is given back")
                .isEqualTo(granted.get());
    }

    @Test
    void unitsOfWorkThatIsRolledBackAreGivenOutAgain() {
        Tenant tenant = tenant("block-undone");
        try (JdbcTenancy node = builder().build();
                TenantScope scope = TenantContext.bind(tenant)) {
            for (int i = 0; i < 30; i++) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> node.useTransaction(tx -> {
                            tx.quotas().consume("leased", 100);
                            throw new IllegalStateException("undo");
                        }));
            }
            node.quotas().consume("leased", 7);
        }
        assertThat(TenantContext.call(as(tenant), BlocksTest::used)).isEqualTo(7);
    }

    @Test
    void anIdleBlockIsGivenBack() {
        Tenant tenant = tenant("idle");
        try (JdbcTenancy node = builder().build();
                TenantScope scope = TenantContext.bind(tenant)) {
            node.quotas().consume("leased", 3);
            eventually(() -> {
                var seen = tenancy.quotas().check("leased", 0);
                return seen.used() == 3 && seen.reserved() == 0;
            });
        }
    }

    @Test
    void ofADeadNodesBlockWhatWasNotOpenedReturnsWhenTheLeaseIsOver() {
        Tenant tenant = tenant("dead");
        JdbcTenancy node = builder().build();
        try (TenantScope scope = TenantContext.bind(tenant)) {
            node.quotas().consume("leased", 1);
            var held = tenancy.quotas().check("leased", 0);
            assertThat(held.used() + held.reserved()).isEqualTo(BLOCK);
            // The node says no word more: its block is never closed, and the clock goes on.
            clock.advance(Duration.ofSeconds(10));
            var after = tenancy.quotas().check("leased", 0);
            assertThat(after.reserved()).isZero();
            assertThat(after.used()).as("what it may have given out").isBetween(1L, 16L);
        } finally {
            clock.advance(Duration.ofSeconds(-10));
            node.close();
        }
    }

    @Test
    void nearTheLimitTheLastUnitsAreGivenOut() {
        Tenant tenant = tenant("last");
        limit(tenant, "calls", 130);
        try (JdbcTenancy node = builder().build();
                TenantScope scope = TenantContext.bind(tenant)) {
            long granted = 0;
            while (node.quotas().tryConsume("leased", 1).isAllowed()) {
                granted++;
            }
            assertThat(granted).isEqualTo(130);
            assertThat(node.quotas().tryConsume("leased", 1).used()).isEqualTo(130);
        }
    }
}
