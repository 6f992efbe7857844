package io.tenancy.jdbc.apikey;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.ErrorCode;
import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.KeyEnvironment;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.internal.pool.Pools;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What verifying a key costs on the wire. What it costs in time, benchmarks/keys measures. */
class KeyCostTest extends KeyFixture {
    private static JdbcTenancy over(WireProxy wire) throws SQLException {
        return node().app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                .worker(wire.dataSource(database.name(), "tenancy_worker", TenancyDatabase.PASSWORD))
                .build();
    }

    private static NewApiKey fast(Tenant practice) throws SQLException {
        return as(
                practice,
                person(practice, "staff"),
                () -> tenancy.apiKeys()
                        .create(ApiKeyRequest.named("fast").scopes(READ).perHour(1_000_000_000L)));
    }

    @Test
    void aMalformedKeyOrAWrongChecksumCostsNoQuery() throws Exception {
        String good = ApiKeyFormat.of("cf").generate(KeyEnvironment.LIVE).secretText();
        String wrong = good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0");
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy node = over(wire)) {
            wire.reset();
            for (int i = 0; i < 1_000; i++) {
                for (String presented : new String[] {"", "nonsense", good.substring(1), wrong, "x" + wrong}) {
                    refused(ErrorCode.API_KEY_INVALID, () -> node.apiKeys().verify(presented, KeyUse.from(null)));
                }
            }
            assertThat(wire.roundTrips()).isZero();
            // And one that only the database can judge costs a query, the same again none.
            refused(ErrorCode.API_KEY_INVALID, () -> node.apiKeys().verify(good, KeyUse.from(null)));
            assertThat(wire.roundTrips()).isPositive();
        }
    }

    @Test
    void aWarmKeyCostsNoRoundTripAndTheRequestBehindItOne() throws Exception {
        NewApiKey key = fast(tenant("warm"));
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy node = over(wire)) {
            assertThat(verify(node, key)).isNotNull();
            eventually(() -> {
                wire.reset();
                for (int i = 0; i < 3; i++) {
                    assertThat(verify(node, key).permissions()).containsExactly(READ);
                }
                return wire.roundTrips() == 0;
            });
        }
        try (WireProxy wire = WireProxy.to(TestServer.server());
                HikariDataSource pool =
                        Pools.open("wire", wire.jdbcUrl(database.name()), "tenancy_app", TenancyDatabase.PASSWORD, 1);
                JdbcTenancy node = node().app(pool).build()) {
            eventually(() -> {
                wire.reset();
                try (TenantScope scope = TenantContext.bind(verify(node, key).binding())) {
                    node.authorizer().require(READ);
                    assertThat(node.dsl().fetchOne("select count(*) from tenancy.tenant_setting"))
                            .isNotNull();
                }
                return wire.roundTrips() == 1;
            });
        }
    }

    /** 10,000 look-ups of ids that nobody has: what is remembered of them stays small, and pushes no key out. */
    @Test
    void strangersFillNoMemory() throws Exception {
        Tenant practice = tenant("strangers");
        NewApiKey key = key(practice, person(practice, "practitioner"), READ);
        ApiKeyFormat format = ApiKeyFormat.of("cf");
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy node = over(wire)) {
            String unknown = format.generate(KeyEnvironment.LIVE).secretText();
            refused(ErrorCode.API_KEY_INVALID, () -> node.apiKeys().verify(unknown, KeyUse.from(null)));
            wire.reset();
            for (int i = 0; i < 100; i++) {
                refused(ErrorCode.API_KEY_INVALID, () -> node.apiKeys().verify(unknown, KeyUse.from(null)));
            }
            assertThat(wire.roundTrips()).as("asked again within a second").isLessThan(20);
        }
        assertThat(verify(tenancy, key)).isNotNull();
    }

    @Test
    void usesAreWrittenWhenTheNodeEnds() throws SQLException {
        Tenant practice = tenant("counted");
        UUID person = person(practice, "staff");
        NewApiKey key = key(practice, person, READ);
        try (JdbcTenancy node = node().build()) {
            for (int i = 0; i < 5; i++) {
                assertThat(outcome(node, key)).isEqualTo(ErrorCode.INTERNAL);
            }
        }
        assertThat(as(
                                practice,
                                person,
                                () -> tenancy.apiKeys().require(key.key().id()))
                        .lastUsedAt())
                .isEqualTo(clock.instant());
        assertThat(as(practice, person, () -> tenancy.apiKeys().usage(key.key().id(), java.time.LocalDate.EPOCH)))
                .singleElement()
                .satisfies(day -> assertThat(day.accepted()).isEqualTo(5));
        assertThat(ask(
                        database.superuser(),
                        "select count(*) from tenancy.registry_change where action like 'key%' and tenant_id = '"
                                + practice.id() + "'"))
                .as("the use of a key is no change of the registry")
                .containsExactly("1");
        assertThat(RateLimit.API_KEY).isEqualTo("api_key");
    }
}
