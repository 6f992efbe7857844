/** A fake of Stripe: {@link io.tenancy.testing.support.provider.stripe.FakeStripe} is where to begin. */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.support.provider.stripe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
