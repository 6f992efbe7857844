/**
 * Tests inside a tenant, on a real PostgreSQL: {@link io.tenancy.testing.junit.TenancyTest} gives a test class a migrated database
 * of its own, {@link io.tenancy.testing.junit.AsTenant} binds a tenant for a test. Nothing else is public.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.junit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
