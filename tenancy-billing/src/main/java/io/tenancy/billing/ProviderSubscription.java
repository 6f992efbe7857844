package io.tenancy.billing;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its gateway tells it at one moment. Immutable.
 *
 * @param id the gateway's id
 * @param customerId the gateway's customer; null where it has none
 * @param status in our vocabulary
 * @param rawStatus the gateway's own word, for a person who looks into it
 * @param priceId the gateway's id of what is paid; null if it is unknown
 * @param quantity how many times
 * @param amount what is paid each period for all of them, without tax; null if it does not say
 * @param interval how often; null if it does not say
 * @param periodStart since when the current period is paid for; null before the first
 * @param periodEnd until when
 * @param trialEnd when the trial ends or ended; null for none
 * @param cancelAtPeriodEnd whether it ends with the period
 * @param endedAt when it ended; null while it goes on
 * @param nextPriceId what it is to be moved to at the end of the period; null for nothing
 * @param reference the text of the {@link OperationKey} that began it; null if we did not
 */
public record ProviderSubscription(
        String id,
        @Nullable String customerId,
        ProviderStatus status,
        String rawStatus,
        @Nullable String priceId,
        long quantity,
        @Nullable Money amount,
        @Nullable BillingInterval interval,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        @Nullable Instant trialEnd,
        boolean cancelAtPeriodEnd,
        @Nullable Instant endedAt,
        @Nullable String nextPriceId,
        @Nullable String reference) {
    /**
     * Checks the components.
     *
     * @param id the gateway's id
     * @param customerId the customer
     * @param status the status
     * @param rawStatus the gateway's word
     * @param priceId what is paid
     * @param quantity how many times
     * @param amount how much
     * @param interval how often
     * @param periodStart since when
     * @param periodEnd until when
     * @param trialEnd the trial's end
     * @param cancelAtPeriodEnd whether it ends
     * @param endedAt when it ended
     * @param nextPriceId what comes next
     * @param reference what began it
     * @throws IllegalArgumentException if there is no id or less than one
     */
    public ProviderSubscription {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(rawStatus, "rawStatus");
        if (id.isBlank() || quantity < 1) {
            throw new IllegalArgumentException("a subscription has an id and at least one of something");
        }
    }

    /**
     * Begins one, to be filled with what the gateway says.
     *
     * @param id the gateway's id
     * @param status in our vocabulary
     * @param rawStatus the gateway's word
     * @return a builder
     */
    public static Builder of(String id, ProviderStatus status, String rawStatus) {
        return new Builder(id, status, rawStatus);
    }

    /** Fills a {@link ProviderSubscription}; not thread-safe. */
    public static final class Builder {
        private final String id;
        private final ProviderStatus status;
        private final String rawStatus;
        private @Nullable String customerId;
        private @Nullable String priceId;
        private long quantity = 1;
        private @Nullable Money amount;
        private @Nullable BillingInterval interval;
        private @Nullable Instant periodStart;
        private @Nullable Instant periodEnd;
        private @Nullable Instant trialEnd;
        private boolean cancelAtPeriodEnd;
        private @Nullable Instant endedAt;
        private @Nullable String nextPriceId;
        private @Nullable String reference;

        private Builder(String id, ProviderStatus status, String rawStatus) {
            this.id = id;
            this.status = status;
            this.rawStatus = rawStatus;
        }

        /**
         * Whose it is.
         *
         * @param value the gateway's customer, or null
         * @return this
         */
        public Builder customer(@Nullable String value) {
            customerId = value;
            return this;
        }

        /**
         * What is paid.
         *
         * @param price the gateway's price, or null
         * @param times how many times
         * @param each period, for all of them, or null
         * @param often how often, or null
         * @return this
         */
        public Builder price(
                @Nullable String price, long times, @Nullable Money each, @Nullable BillingInterval often) {
            priceId = price;
            quantity = times;
            amount = each;
            interval = often;
            return this;
        }

        /**
         * The current period.
         *
         * @param start since when, or null
         * @param end until when, or null
         * @return this
         */
        public Builder period(@Nullable Instant start, @Nullable Instant end) {
            periodStart = start;
            periodEnd = end;
            return this;
        }

        /**
         * The trial.
         *
         * @param end when it ends or ended, or null
         * @return this
         */
        public Builder trialEnd(@Nullable Instant end) {
            trialEnd = end;
            return this;
        }

        /**
         * The end.
         *
         * @param withPeriod whether it ends with the period
         * @param at when it ended, or null
         * @return this
         */
        public Builder ending(boolean withPeriod, @Nullable Instant at) {
            cancelAtPeriodEnd = withPeriod;
            endedAt = at;
            return this;
        }

        /**
         * What it is to be moved to.
         *
         * @param price at the end of the period, or null
         * @return this
         */
        public Builder next(@Nullable String price) {
            nextPriceId = price;
            return this;
        }

        /**
         * What began it.
         *
         * @param key an {@link OperationKey#text()}, or null
         * @return this
         */
        public Builder reference(@Nullable String key) {
            reference = key;
            return this;
        }

        /**
         * Done.
         *
         * @return the subscription
         */
        public ProviderSubscription build() {
            return new ProviderSubscription(
                    id,
                    customerId,
                    status,
                    rawStatus,
                    priceId,
                    quantity,
                    amount,
                    interval,
                    periodStart,
                    periodEnd,
                    trialEnd,
                    cancelAtPeriodEnd,
                    endedAt,
                    nextPriceId,
                    reference);
        }
    }
}
