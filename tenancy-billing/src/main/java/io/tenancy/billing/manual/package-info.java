/**
 * No gateway at all: an invoice is written and paid outside, and an operator says so. {@link io.tenancy.billing.manual.ManualGatewayFactory}
 * is found on the class path.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.manual;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
