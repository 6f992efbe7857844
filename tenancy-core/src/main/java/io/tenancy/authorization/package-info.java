/**
 * Who may do what inside a tenant. An application declares {@linkplain io.tenancy.authorization.Permission permissions} and system
 * {@linkplain io.tenancy.authorization.Role roles}; a tenant makes roles of its own and
 * {@linkplain io.tenancy.authorization.Grant grants} them to people, groups and keys, for the whole tenant or for a branch; the
 * {@link io.tenancy.authorization.Authorizer} answers without a query and can tell why.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.authorization;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
