/** A fake of Flow: {@link io.tenancy.testing.support.provider.flow.FakeFlow} is where to begin. */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.support.provider.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
