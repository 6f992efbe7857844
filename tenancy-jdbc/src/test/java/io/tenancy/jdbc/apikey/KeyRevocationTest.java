package io.tenancy.jdbc.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.testing.support.TestServer;
import io.tenancy.testing.support.WireProxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A key that a node knows well is refused there soon after another node revoked it. */
class KeyRevocationTest extends KeyFixture {
    private static void warm(JdbcTenancy node, NewApiKey key) {
        // What a new key may is heard of as any change is.
        var first = eventually(() -> outcome(node, key) == ErrorCode.INTERNAL);
        for (int i = 0; i < 20; i++) {
            assertThat(outcome(node, key)).isEqualTo(ErrorCode.INTERNAL);
        }
    }

    private static Duration refusedAfter(JdbcTenancy node, NewApiKey key, Tenant practice, UUID person) {
        warm(node, key);
        as(practice, person, () -> tenancy.apiKeys().revoke(key.key().id()));
        return eventually(() -> outcome(node, key) == ErrorCode.API_KEY_REVOKED);
    }

    @Test
    void withNotificationsWithinASecond() throws SQLException {
        Tenant practice = tenant("notified");
        UUID person = person(practice, "staff");
        try (JdbcTenancy other = node().build()) {
            for (int round = 0; round < 5; round++) {
                NewApiKey key = key(practice, person, READ);
                assertThat(refusedAfter(other, key, practice, person)).isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void withoutNotificationsWithinFiveSeconds() throws SQLException {
        Tenant practice = tenant("unnotified");
        UUID person = person(practice, "staff");
        NewApiKey key = key(practice, person, READ);
        try (JdbcTenancy other = JdbcTenancy.builder()
                .app(app)
                .worker(worker)
                .features(List.of(io.tenancy.entitlement.Feature.flag("api_access")))
                .keyPrefix("cf")
                .peppers(PEPPERS)
                .clock(clock)
                .build()) {
            assertThat(refusedAfter(other, key, practice, person)).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** Nobody can say any more whether it was revoked: so nobody is let in. */
    @Test
    void aNodeThatIsCutOffLetsNobodyInAfterFiveSeconds() throws Exception {
        Tenant practice = tenant("cut-off");
        NewApiKey key = key(practice, person(practice, "staff"), READ);
        try (WireProxy wire = WireProxy.to(TestServer.server());
                JdbcTenancy other = JdbcTenancy.builder()
                        .app(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .listen(wire.dataSource(database.name(), "tenancy_app", TenancyDatabase.PASSWORD))
                        .features(List.of(io.tenancy.entitlement.Feature.flag("api_access")))
                        .keyPrefix("cf")
                        .peppers(PEPPERS)
                        .clock(clock)
                        .build()) {
            warm(other, key);
            wire.close();
            assertThat(eventually(() -> outcome(other, key) == ErrorCode.REGISTRY_UNAVAILABLE))
                    .isLessThan(Duration.ofSeconds(5));
            for (int i = 0; i < 20; i++) {
                assertThat(outcome(other, key)).isEqualTo(ErrorCode.REGISTRY_UNAVAILABLE);
            }
        }
    }
}
