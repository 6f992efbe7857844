/**
 * Who a tenant is, and its life. {@link io.tenancy.tenant.TenantId} never changes and stands in every row;
 * {@link io.tenancy.tenant.TenantKey} is the name people type and may change; {@link io.tenancy.tenant.TenantStore} looks tenants up.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.tenant;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
