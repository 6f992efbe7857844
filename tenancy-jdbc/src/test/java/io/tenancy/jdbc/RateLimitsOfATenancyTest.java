package io.tenancy.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimit.By;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateLimitsOfATenancyTest {
    private static final RateLimit LOGIN = RateLimit.of("login", By.ADDRESS, 5, Duration.ofMinutes(15));
    private static final RateLimit HOURLY = RateLimit.of("api_key", By.KEY, 1_000, Duration.ofHours(1));
    private static TenancyDatabase database;
    private static SettableClock clock;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    private static JdbcTenancyBuilder node() {
        return JdbcTenancy.builder()
                .app(database.app())
                .rateLimits(List.of(LOGIN))
                .clock(clock);
    }

    @Test
    void nodesShareWhatTheyCountThroughTheWorkerConnection() throws Exception {
        RateSubject here = RateSubject.address(InetAddress.getByName("203.0.113.7"));
        try (JdbcTenancy one = node().worker(database.as(TenancyRole.WORKER)).build();
                JdbcTenancy other =
                        node().worker(database.as(TenancyRole.WORKER)).build()) {
            long granted = 0;
            for (int i = 0; i < 5; i++) {
                granted += check(one.rateLimits(), here) + check(other.rateLimits(), here);
            }
            assertThat(granted).isEqualTo(5);
        }
    }

    private static long check(RateLimits limits, RateSubject subject) {
        // snippet: check
        RateLimitDecision decision = limits.check("login", subject);
        if (!decision.allowed()) {
            Duration wait = decision.retryAfter(); // answer 429 with it
            // end
            assertThat(wait).isPositive();
        }
        return decision.allowed() ? 1 : 0;
    }

    @Test
    void withoutWorkerEveryNodeCountsForItself() throws Exception {
        RateSubject here = RateSubject.address(InetAddress.getByName("203.0.113.8"));
        try (JdbcTenancy alone = node().build()) {
            for (int i = 0; i < 5; i++) {
                assertThat(check(alone.rateLimits(), here)).isEqualTo(1);
            }
            assertThat(check(alone.rateLimits(), here)).isZero();
        }
    }

    @Test
    void aWarmLimitCostsNoRoundTripOnAnyConnection() throws Exception {
        RateSubject key = RateSubject.key(UUID.randomUUID());
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy node = JdbcTenancy.builder()
                        .app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .listen(database.app())
                        .worker(wire.dataSource(database.name(), "tenancy_worker", TenancyDatabase.PASSWORD))
                        .clock(clock)
                        .build()) {
            assertThat(node.rateLimits().check(HOURLY, key).allowed()).isTrue();
            wire.reset();
            for (int i = 0; i < 6; i++) {
                assertThat(node.rateLimits().check(HOURLY, key).allowed()).isTrue();
            }
            assertThat(wire.roundTrips()).isZero();
        }
    }
}
