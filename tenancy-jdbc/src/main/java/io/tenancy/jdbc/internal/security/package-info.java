/** Security events that are seen inside a tenant. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.security;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
