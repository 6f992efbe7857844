package io.tenancy.jdbc.apikey;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.apikey.KeyUse;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.security.DetectionRule;
import io.tenancy.jdbc.security.SecurityActions;
import io.tenancy.jdbc.security.SecurityEvent;
import io.tenancy.tenant.Tenant;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that is refused tells of it by itself, and an action keeps it out for a while. */
class KeyMisuseTest extends KeyFixture {
    private static List<String> events(Tenant tenant) {
        try {
            return ask(
                    database.superuser(),
                    "select kind || ' ' || subject || ' ' || coalesce(address, '-') from tenancy.security_event"
                            + " where tenant_id = '" + tenant.id() + "' order by place");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aKeyThatIsMisusedIsKeptOutForAWhileAndLetInAgain() throws Exception {
        Tenant practice = tenant("misused");
        Tenant neighbour = tenant("neighbour");
        NewApiKey key = key(practice, person(practice, "staff"), READ);
        NewApiKey other = key(practice, person(practice, "staff"), READ);
        String id = key.key().id().toString();
        // Its detector would see the same events, and has no action.
        tenancy.close();
        DetectionRule rule = DetectionRule.of(
                        "key-misuse",
                        SecurityEvent.KEY_MISUSED,
                        DetectionRule.By.SUBJECT,
                        5,
                        Duration.ofMinutes(5),
                        AlertSeverity.CRITICAL)
                .acting(SecurityActions.BLOCK_KEY, Duration.ofMinutes(15));
        try (JdbcTenancy node = node().detection(List.of(rule)).build()) {
            Duration first = eventually(() -> outcome(node, key) == ErrorCode.INTERNAL);
            assertThat(first).isPositive();
            InetAddress address = InetAddress.getByName("192.0.2.7");
            refused(
                    ErrorCode.API_KEY_SCOPE_MISSING,
                    () -> node.apiKeys()
                            .verify(key.secretText(), KeyUse.from(address).needing(WRITE)));
            try (TenantScope scope = TenantContext.bind(neighbour)) {
                refused(ErrorCode.API_KEY_INVALID, () -> verify(node, key));
            }
            Duration written = eventually(() -> events(practice).size() == 2);
            assertThat(written).isPositive();
            assertThat(events(practice))
                    .containsExactly("key.misused " + id + " 192.0.2.7", "key.misused " + id + " -");
            assertThat(events(neighbour)).isEmpty();
            assertThat(outcome(node, key)).isEqualTo(ErrorCode.INTERNAL);

            for (int i = 0; i < 40; i++) {
                refused(
                        ErrorCode.API_KEY_SCOPE_MISSING,
                        () -> node.apiKeys()
                                .verify(key.secretText(), KeyUse.from(null).needing(WRITE)));
            }
            Duration blocked = eventually(() -> outcome(node, key) == ErrorCode.API_KEY_BLOCKED);
            assertThat(blocked).isPositive();
            assertThat(outcome(node, other)).isEqualTo(ErrorCode.INTERNAL);
            // Of one subject no more than some a minute.
            assertThat(events(practice)).hasSizeLessThanOrEqualTo(20);

            clock.advance(Duration.ofMinutes(15));
            assertThat(outcome(node, key)).isEqualTo(ErrorCode.INTERNAL);
            Duration undone = eventually(() -> audited(practice).size() == 2);
            assertThat(undone).isPositive();
            assertThat(audited(practice)).containsExactly("key.block security " + id, "key.unblock security " + id);
        }
    }

    private static List<String> audited(Tenant tenant) {
        try {
            return ask(
                    database.superuser(),
                    "select action || ' ' || actor || ' ' || resource_id from tenancy.audit_event where tenant_id = '"
                            + tenant.id() + "' and action ~ '^key[.](un)?block$' order by sequence");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
