/**
 * What tenants set for themselves: an application declares {@link io.tenancy.setting.Setting}s, a tenant's are read as
 * {@link io.tenancy.setting.TenantSettings} and changed through {@link io.tenancy.setting.Settings}.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.setting;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
