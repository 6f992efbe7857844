/**
 * The current tenant: bound by a closeable scope, carried explicitly to other threads, checked for leaks.
 *
 * <p>{@link io.tenancy.context.TenantContext} is the entrance; {@link io.tenancy.context.TenantBinding} is what it binds,
 * {@link io.tenancy.context.TenantScope} what has to be closed. {@link io.tenancy.context.ScopeListener} is told of every change
 * ({@link io.tenancy.context.MdcScopeListener} puts the tenant into each log line), and {@link io.tenancy.context.StrictScopes} fails
 * the tests that leak.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.context;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
