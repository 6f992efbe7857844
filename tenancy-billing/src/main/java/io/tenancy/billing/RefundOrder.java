package io.tenancy.billing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment is to be given back. Immutable.
 *
 * @param paymentId the gateway's id
 * @param amount how much; null for all of it
 * @param email whose money it is, for gateways that ask; may be empty
 */
public record RefundOrder(String paymentId, @Nullable Money amount, String email) {
    /**
     * Checks the components.
     *
     * @param paymentId the gateway's id
     * @param amount how much
     * @param email whose
     * @throws IllegalArgumentException if it is nothing or less
     */
    public RefundOrder {
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(email, "email");
        if (amount != null && amount.amountMinor() <= 0) {
            throw new IllegalArgumentException("nothing to give back");
        }
    }

    @Override
    public String toString() {
        return "RefundOrder[" + paymentId + ", " + (amount == null ? "all" : amount) + "]";
    }
}
