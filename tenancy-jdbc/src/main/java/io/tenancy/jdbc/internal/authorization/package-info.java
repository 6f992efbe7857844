/**
 * Roles, grants, groups and branches over PostgreSQL: the rows as {@link io.tenancy.authorization.Roles}, and, compact and remembered,
 * as {@link io.tenancy.authorization.Authorizer}.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.authorization;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
