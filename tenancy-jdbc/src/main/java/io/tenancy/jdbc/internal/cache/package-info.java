/** Values that an application remembers for its tenants. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
