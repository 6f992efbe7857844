/**
 * Row level security: {@link io.tenancy.jdbc.isolation.RowLevelSecurity} makes it for a table,
 * {@link io.tenancy.jdbc.isolation.RoleCheck} tells whether a login is bound by it.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.isolation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
