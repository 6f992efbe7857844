package io.tenancy.billing;

/**
 * Money given back, as the gateway tells it. Immutable.
 *
 * @param id the gateway's id
 * @param amount how much
 * @param status where it stands
 */
public record ProviderRefund(String id, Money amount, Status status) {
    /** Where a refund stands. */
    public enum Status {
        /** On its way. */
        PENDING,
        /** Given back. */
        DONE,
        /** It could not be given back. */
        FAILED
    }
}
