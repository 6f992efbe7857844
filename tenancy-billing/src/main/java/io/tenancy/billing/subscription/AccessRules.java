package io.tenancy.billing.subscription;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may do, from where its subscription stands at the gateway, since when it is late, and how long it may be. A pure table.
 *
 * <pre>{@code
 * AccessRules.of(PAST_DUE, lateSince, Duration.ofDays(7), ACTIVE, now)   // GRACE within seven days, then RESTRICTED
 * }</pre>
 */
public final class AccessRules {
    private AccessRules() {}

    /**
     * The access.
     *
     * @param status where it stands at the gateway
     * @param lateSince since when it is not paid; null if it is
     * @param grace how long that changes nothing
     * @param before the access until now; null for a subscription that is new
     * @param now the time
     * @return the access from now on; what it was for a status that we do not know
     */
    public static AccessState of(
            ProviderStatus status,
            @Nullable Instant lateSince,
            Duration grace,
            @Nullable AccessState before,
            Instant now) {
        return switch (status) {
            case TRIALING -> AccessState.TRIAL;
            case ACTIVE -> AccessState.ACTIVE;
            case PAST_DUE -> inGrace(lateSince, grace, now) ? AccessState.GRACE : AccessState.RESTRICTED;
            case UNPAID -> inGrace(lateSince, grace, now) ? AccessState.GRACE : AccessState.SUSPENDED;
            case INCOMPLETE, PAUSED -> AccessState.RESTRICTED;
            case INCOMPLETE_EXPIRED, CANCELED -> AccessState.ENDED;
            // Neither gained nor lost by a word that nobody knows.
            case UNRECOGNIZED -> before == null ? AccessState.RESTRICTED : before;
        };
    }

    /**
     * Whether a status means that something was not paid.
     *
     * @param status where it stands
     * @return true for the two late ones
     */
    public static boolean isLate(ProviderStatus status) {
        return status == ProviderStatus.PAST_DUE || status == ProviderStatus.UNPAID;
    }

    private static boolean inGrace(@Nullable Instant lateSince, Duration grace, Instant now) {
        return lateSince != null && now.isBefore(lateSince.plus(grace));
    }
}
