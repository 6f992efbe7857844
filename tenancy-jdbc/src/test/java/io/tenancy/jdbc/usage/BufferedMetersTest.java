package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BufferedMetersTest extends UsageFixture {
    private static long calls(Tenant tenant) {
        return TenantContext.call(as(tenant), () -> tenancy.quotas().check("api_call", 0))
                .used();
    }

    @Test
    void countingMakesNoStatementAndArrivesWithinASecondOrSo() throws Exception {
        Tenant tenant = tenant("buffered");
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy node = builder()
                        .app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .listen(database.app())
                        .build();
                TenantScope scope = TenantContext.bind(tenant)) {
            node.quotas().count("api_call", 1);
            eventually(() -> calls(tenant) == 1);
            wire.reset();
            for (int i = 0; i < 1000; i++) {
                node.quotas().count("api_call", 2);
            }
            assertThat(wire.roundTrips()).isLessThanOrEqualTo(1);
            eventually(() -> calls(tenant) == 2001);
        }
    }

    @Test
    void closingWritesWhatIsLeft() throws Exception {
        Tenant one = tenant("closed-a");
        Tenant other = tenant("closed-b");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (JdbcTenancy node = builder().build()) {
            List<Future<?>> all = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> TenantContext.call(as(i % 2 == 0 ? one : other), () -> {
                        for (int n = 0; n < 5000; n++) {
                            node.quotas().count("api_call", 1);
                        }
                        return true;
                    })))
                    .toList();
            for (Future<?> done : all) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(calls(one)).isEqualTo(20_000);
        assertThat(calls(other)).isEqualTo(20_000);
    }

    @Test
    void aDatabaseThatIsDownForAWhileLosesNothing() throws Exception {
        Tenant tenant = tenant("down");
        try (WireProxy wire = WireProxy.to(TestServer.server())) {
            try (JdbcTenancy node = builder()
                            .app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                            .build();
                    TenantScope scope = TenantContext.bind(tenant)) {
                node.quotas().count("api_call", 1);
                eventually(() -> calls(tenant) == 1);
                TenancyDatabase.run(
                        database.superuser(), "alter database \"" + database.name() + "\" connection limit 0");
                try {
                    for (int i = 0; i < 500; i++) {
                        node.quotas().count("api_call", 1);
                    }
                } finally {
                    TenancyDatabase.run(
                            database.superuser(), "alter database \"" + database.name() + "\" connection limit -1");
                }
                eventually(() -> calls(tenant) == 501);
            }
        }
    }

    @Test
    void otherKindsAreNotCounted() {
        try (TenantScope scope = TenantContext.bind(tenant("kinds-counted"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tenancy.quotas().count("appointments", 1))
                    .withMessageContaining("consumed, not counted");
        }
    }

    @Test
    void aSoftLimitOfABufferedMeterIsToldWhenItIsReached() throws Exception {
        Tenant tenant = tenant("buffered-soft");
        try (JdbcTenancy node = builder().build();
                TenantScope scope = TenantContext.bind(tenant)) {
            node.quotas().count("api_call", 900);
        }
        assertThat(TenancyDatabase.askAs(
                        database.app(), tenant.id().value(), "select percent from tenancy.usage_threshold order by 1"))
                .containsExactly("50", "80");
    }
}
