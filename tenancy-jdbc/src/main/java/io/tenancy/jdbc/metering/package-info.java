/** What tenants use, as operators see it: how they stand, what they used, and whether gauges show what there is. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.metering;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
