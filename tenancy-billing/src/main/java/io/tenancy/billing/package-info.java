/**
 * Payment gateways behind one interface, and the words that all of them share.
 *
 * <ul>
 *   <li>{@link io.tenancy.billing.PaymentGateway} is what a gateway can be asked for; {@link io.tenancy.billing.GatewayProfile} declares
 *       which of it this one can do, and {@link io.tenancy.billing.GatewayAnswer} says what came of it: done, refused, unsupported,
 *       not reached, or not known.
 *   <li>{@link io.tenancy.billing.Gateways} holds those of an application; a {@link io.tenancy.billing.GatewayFactory} on the class path
 *       adds one.
 *   <li>{@link io.tenancy.billing.ProviderSubscription} is what the gateway says, read when it is needed and never taken from a
 *       webhook; {@link io.tenancy.billing.AccessState} is what we make of it.
 *   <li>{@link io.tenancy.billing.Money} counts in the currency's own minor units.
 * </ul>
 *
 * <p>The way a payment takes: a checkout (recorded before it is called, with an {@link io.tenancy.billing.OperationKey}), the gateway's
 * event, the inbox, a re-fetch that nobody can overtake, the snapshot, our access state, the plan and the tenant's life, and what follows
 * from the difference.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
