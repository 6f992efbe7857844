/**
 * Subscriptions of tenants: what a gateway says of one is read by {@link io.tenancy.billing.subscription.SubscriptionSync} behind a fence
 * that nobody overtakes, made into an {@link io.tenancy.billing.AccessState} by {@link io.tenancy.billing.subscription.AccessRules}, and
 * what follows from the difference, the plan's entitlements and the tenant's life, is done by
 * {@link io.tenancy.billing.subscription.EffectWorker}.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.subscription;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
