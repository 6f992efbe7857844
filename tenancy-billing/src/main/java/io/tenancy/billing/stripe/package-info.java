/**
 * Stripe, by its own library: the only package that knows it. {@link io.tenancy.billing.stripe.StripeGatewayFactory} is found on the class
 * path.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.stripe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
