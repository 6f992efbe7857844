package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every status of a gateway, in grace, after it, and without any. */
class AccessRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // status, in grace, grace over, no grace
        "TRIALING, TRIAL, TRIAL, TRIAL",
        "ACTIVE, ACTIVE, ACTIVE, ACTIVE",
        "PAST_DUE, GRACE, RESTRICTED, RESTRICTED",
        "UNPAID, GRACE, SUSPENDED, SUSPENDED",
        "PAUSED, RESTRICTED, RESTRICTED, RESTRICTED",
        "INCOMPLETE, RESTRICTED, RESTRICTED, RESTRICTED",
        "INCOMPLETE_EXPIRED, ENDED, ENDED, ENDED",
        "CANCELED, ENDED, ENDED, ENDED"
    })
    void theTable(ProviderStatus status, AccessState inGrace, AccessState graceOver, AccessState none) {
        Instant late = NOW.minus(Duration.ofDays(3));

        assertThat(AccessRules.of(status, late, Duration.ofDays(7), AccessState.ACTIVE, NOW))
                .isEqualTo(inGrace);
        assertThat(AccessRules.of(status, late, Duration.ofDays(3), AccessState.GRACE, NOW))
                .isEqualTo(graceOver);
        assertThat(AccessRules.of(status, NOW, Duration.ZERO, AccessState.ACTIVE, NOW))
                .isEqualTo(none);
    }

    @Test
    void whatNobodyKnowsNeitherGivesNorTakes() {
        for (AccessState before : AccessState.values()) {
            assertThat(AccessRules.of(ProviderStatus.UNRECOGNIZED, null, Duration.ofDays(7), before, NOW))
                    .isEqualTo(before);
        }
        assertThat(AccessRules.of(ProviderStatus.UNRECOGNIZED, null, Duration.ofDays(7), null, NOW))
                .isEqualTo(AccessState.RESTRICTED);
    }

    @Test
    void theBitsAreAskedApart() {
        assertThat(AccessState.GRACE.blocksChange()).isTrue();
        assertThat(AccessState.GRACE.blocksWrite()).isFalse();
        assertThat(AccessState.RESTRICTED.blocksWrite()).isTrue();
        assertThat(AccessState.RESTRICTED.blocksAll()).isFalse();
        assertThat(AccessState.SUSPENDED.blocksAll()).isTrue();
    }
}
