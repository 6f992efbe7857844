/** Values that an application remembers for its tenants, each for its own: {@link io.tenancy.cache.TenantCache}. */
@NullMarked
@CheckReturnValue
package io.tenancy.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
