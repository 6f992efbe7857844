/**
 * PayPal, over plain HTTP. {@link io.tenancy.billing.paypal.PayPalGatewayFactory} is found on the class path. Source: PayPal's own OpenAPI
 * files and developer.paypal.com.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.paypal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
