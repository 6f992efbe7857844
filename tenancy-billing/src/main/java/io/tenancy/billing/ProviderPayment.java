package io.tenancy.billing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its gateway tells it at one moment. Immutable.
 *
 * @param id the gateway's id
 * @param status in our vocabulary
 * @param rawStatus the gateway's own word
 * @param amount what was asked for
 * @param refunded how much of it was given back
 * @param subscriptionId the gateway's subscription it belongs to; null for one of its own
 * @param reference the text of the {@link OperationKey} that asked for it; null if we did not
 */
public record ProviderPayment(
        String id,
        Status status,
        String rawStatus,
        Money amount,
        Money refunded,
        @Nullable String subscriptionId,
        @Nullable String reference) {
    /** Where a payment stands. */
    public enum Status {
        /** Nobody has paid yet. */
        PENDING,
        /** Money is on its way. */
        PROCESSING,
        /** All of it has come. The only status that gives anything. */
        PAID,
        /** Some of it has come, which gives nothing. */
        PARTIAL,
        /** It will not come. */
        FAILED,
        /** Nobody paid in time. */
        EXPIRED,
        /** All of it was given back. */
        REFUNDED,
        /** A word that we do not know. */
        UNRECOGNIZED
    }

    /**
     * Checks the components.
     *
     * @param id the gateway's id
     * @param status the status
     * @param rawStatus the gateway's word
     * @param amount what was asked for
     * @param refunded what was given back
     * @param subscriptionId its subscription
     * @param reference what asked for it
     */
    public ProviderPayment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(refunded, "refunded");
    }
}
