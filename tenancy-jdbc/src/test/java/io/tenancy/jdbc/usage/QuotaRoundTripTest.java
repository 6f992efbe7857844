package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.Reservation;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireCount;
import io.tenancy.testing.support.WireProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Round trips of quotas, counted on the wire, from the first execution to beyond the driver's sixth. */
class QuotaRoundTripTest extends UsageFixture {
    private static final int EXECUTIONS = 12;
    private static WireProxy wire;
    private static HikariDataSource pool;
    private static JdbcTenancy node;
    private static Tenant tenant;

    @BeforeAll
    static void connect() throws java.io.IOException {
        wire = WireProxy.to(TestServer.server());
        pool = new HikariDataSource();
        pool.setDataSource(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD));
        pool.setMaximumPoolSize(1);
        node = builder().app(pool).listen(database.app()).build();
        tenant = tenant("wired");
        limit(tenant, "appointments", 100_000);
        limit(tenant, "sms", 100_000);
        try (TenantScope scope = TenantContext.bind(tenant)) {
            eventually(() -> node.entitlements().limit("sms").equals(Limit.of(100_000)));
        }
    }

    @AfterAll
    static void disconnect() throws java.io.IOException {
        node.close();
        pool.close();
        wire.close();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Warm: what the tenant holds, and when its days begin, is known. */
    private static void takes(int roundTrips, Work work) throws Exception {
        try (TenantScope scope = TenantContext.bind(tenant)) {
            node.quotas().consume("appointments", 1);
            node.quotas().consume("appointments", 1);
            for (int i = 0; i < EXECUTIONS; i++) {
                WireCount count = wire.measure(work::run);
                assertThat(count.roundTrips()).as(count.trace()).isEqualTo(roundTrips);
            }
        }
    }

    @Test
    void anEagerConsumptionTakesOne() throws Exception {
        takes(1, () -> node.quotas().consume("appointments", 1));
    }

    @Test
    void aRefusedOneTakesOne() throws Exception {
        takes(
                1,
                () -> assertThat(node.quotas()
                                .tryConsume("appointments", 1_000_000)
                                .isAllowed())
                        .isFalse());
    }

    /** The plain statement finds no room, and only the function can say why; from then on the node asks the function at once. */
    @Test
    void theFirstThatIsRefusedTakesTwoAndThoseAfterItOne() throws Exception {
        Tenant full = tenant("full-on-the-wire");
        try (TenantScope scope = TenantContext.bind(full)) {
            node.quotas().consume("appointments", 1);
            node.quotas().consume("appointments", 9);
            List<Long> roundTrips = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                WireCount count = wire.measure(() -> assertThat(
                                node.quotas().tryConsume("appointments", 1).isAllowed())
                        .isFalse());
                roundTrips.add(count.roundTrips());
            }
            assertThat(roundTrips).containsExactly(2L, 1L, 1L);
            limit(full, "appointments", 100);
            eventually(() -> node.entitlements().limit("appointments").equals(Limit.of(100)));
            node.quotas().consume("appointments", 1);
            WireCount again = wire.measure(() -> node.quotas().consume("appointments", 1));
            assertThat(again.roundTrips()).as(again.trace()).isEqualTo(1);
        }
    }

    @Test
    void aCheckTakesOne() throws Exception {
        takes(1, () -> node.quotas().check("appointments", 1));
    }

    @Test
    void withAKeyItTakesOne() throws Exception {
        int[] next = {0};
        takes(1, () -> node.quotas().consume("appointments", 1, "key-" + next[0]++));
        takes(1, () -> node.quotas().consume("appointments", 1, "key-0"));
    }

    @Test
    void severalMetersTakeOne() throws Exception {
        takes(1, () -> node.quotas().consumeAll(Map.of("appointments", 1L, "sms", 2L)));
    }

    @Test
    void aReservationTakesOneAndItsEndOne() throws Exception {
        takes(2, () -> {
            Reservation kept = node.quotas().reserve("appointments", 1, Duration.ofMinutes(1));
            node.quotas().commit(kept);
        });
    }

    @Test
    void inATransactionItTakesOneMoreThanTheWork() throws Exception {
        takes(2, () -> node.useTransaction(tx -> tx.dsl().fetch("select id from patient")));
        takes(
                3,
                () -> node.useTransaction(tx -> {
                    tx.dsl().fetch("select id from patient");
                    tx.quotas().consume("appointments", 1);
                }));
    }

    @Test
    void atCommitItTakesNothing() throws Exception {
        takes(
                2,
                () -> node.useTransaction(tx -> {
                    tx.dsl().fetch("select id from patient");
                    tx.quotas().consumeAtCommit("appointments", 1);
                }));
    }

    @Test
    void aBufferedMeterTakesNothing() throws Exception {
        int alone = 0;
        try (TenantScope scope = TenantContext.bind(tenant)) {
            for (int i = 0; i < EXECUTIONS; i++) {
                WireCount count = wire.measure(() -> {
                    node.quotas().count("api_call", 1);
                    node.dsl().fetch("select id from patient");
                });
                alone += count.roundTrips() == 1 ? 1 : 0;
            }
        }
        // Once a second the sums are written on the same wire.
        assertThat(alone).isGreaterThanOrEqualTo(EXECUTIONS - 2);
    }
}
