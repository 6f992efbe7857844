package io.tenancy.jdbc.apikey;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.apikey.VerifiedKey;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.internal.pool.Pools;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimit.By;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import io.tenancy.usage.Meter;
import io.tenancy.usage.MeterCatalog;
import java.time.Duration;
import java.util.List;
import org.jooq.Record;
import org.junit.jupiter.api.Test;

/** A whole request on the wire: key, rate limits of key and tenant, permission, the meter of API calls, and the one query it is about. */
class GetCostTest extends KeyFixture {
    /** More than the five after which the driver sends something else. */
    private static final int REQUESTS = 12;

    private static final RateLimit BY_TENANT = RateLimit.of("api", By.TENANT, 1_000_000, Duration.ofHours(1));
    private long counted;

    @Test
    void aGetWithKeyLimitsPermissionAndMeterIsOneRoundTripAndWritesNothing() throws Exception {
        Tenant practice = tenant("whole");
        NewApiKey key = as(
                practice,
                person(practice, "staff"),
                () -> tenancy.apiKeys()
                        .create(ApiKeyRequest.named("whole").scopes(READ).perHour(1_000_000_000L)));
        try (WireProxy wire = WireProxy.to(TestServer.server());
                HikariDataSource pool =
                        Pools.open("wire", wire.jdbcUrl(database.name()), "tenancy_app", TenancyDatabase.PASSWORD, 2);
                JdbcTenancy node = node().app(pool)
                        .worker(wire.dataSource(database.name(), "tenancy_worker", TenancyDatabase.PASSWORD))
                        .meters(MeterCatalog.of(List.of(Meter.buffered("api_call"))))
                        .rateLimits(List.of(BY_TENANT))
                        .build()) {
            // Once a second, beside the requests, the sums are written on the same wire.
            eventually(() -> {
                boolean one = true;
                for (int i = 0; i < REQUESTS; i++) {
                    wire.reset();
                    get(node, key);
                    one &= wire.roundTrips() == 1;
                }
                return one;
            });
        }
        assertThat(ask(
                        database.superuser(),
                        "select sum(used) from tenancy.usage_counter where meter = 'api_call' and tenant_id = '"
                                + practice.id() + "'"))
                .as("what was counted is written when the node ends")
                .containsExactly(Long.toString(counted));
    }

    private void get(JdbcTenancy node, NewApiKey presented) {
        VerifiedKey verified = verify(node, presented);
        try (TenantScope scope = TenantContext.bind(verified.binding())) {
            RateSubject tenant = RateSubject.tenant(verified.binding().tenant().id());
            assertThat(node.rateLimits().check("api", tenant).allowed()).isTrue();
            node.authorizer().require(READ);
            node.quotas().count("api_call", 1);
            counted++;
            Record row = node.dsl()
                    .fetchSingle("select count(*), pg_current_xact_id_if_assigned()::text from tenancy.tenant_setting");
            assertThat(row.get(1)).as("a transaction that wrote something").isNull();
        }
    }
}
