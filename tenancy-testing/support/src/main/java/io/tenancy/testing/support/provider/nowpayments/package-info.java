/** A fake of NOWPayments: {@link io.tenancy.testing.support.provider.nowpayments.FakeNowPayments} is where to begin. */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.support.provider.nowpayments;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
