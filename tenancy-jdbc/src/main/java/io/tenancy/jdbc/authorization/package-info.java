/**
 * Roles from the operator's side: {@link io.tenancy.jdbc.authorization.RoleRegistry} publishes what an application declares, and reaches
 * the roles and grants of every tenant.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.authorization;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
