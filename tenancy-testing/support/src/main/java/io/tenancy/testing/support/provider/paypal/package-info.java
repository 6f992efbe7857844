/** A fake of PayPal: {@link io.tenancy.testing.support.provider.paypal.FakePayPal} is where to begin. */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.support.provider.paypal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
