/**
 * Metered facts: what is counted, and over which period. A {@link io.tenancy.usage.Meter} is something that tenants use. A {@link io.tenancy.usage.UsageWindow} belongs to a meter, a
 * {@link io.tenancy.usage.TenantCalendar} to a tenant; together they give the {@link io.tenancy.usage.UsagePeriod} of an instant.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
