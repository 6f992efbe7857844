/**
 * Who may do what inside a tenant. So far: {@link io.tenancy.authorization.Principal}, on whose behalf a scope works.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.authorization;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
