/** How tenants are served: summed in memory, written beside requests, read again. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.observation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
