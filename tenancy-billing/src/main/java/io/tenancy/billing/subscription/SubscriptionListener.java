package io.tenancy.billing.subscription;

import io.tenancy.billing.Subscription;
import java.util.UUID;

/**
 * Is told that a subscription changed, after plan and lifecycle of the tenant follow it: a mail, a webhook of the tenant's, the provisioning
 * of one that paid first. Told at least once for every transition, with the same id; throwing means to be told again.
 */
@FunctionalInterface
public interface SubscriptionListener {
    /** Tells nobody. */
    SubscriptionListener NONE = (transition, subscription) -> {};

    /**
     * A subscription changed.
     *
     * @param transition the id of the difference, to know it again
     * @param subscription as it is now, which may be later than the transition
     * @throws Exception to be told again later
     */
    void changed(UUID transition, Subscription subscription) throws Exception;
}
