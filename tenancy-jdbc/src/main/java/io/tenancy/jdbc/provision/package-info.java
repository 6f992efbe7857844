/**
 * Tenants come, change and go. {@link io.tenancy.jdbc.provision.TenantRegistry} is the operator's side, over the admin connection,
 * every change with actor and reason; {@link io.tenancy.jdbc.provision.JdbcTenantStore} is the application's side, read only, cached.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.provision;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
