/**
 * Everything that changes a schema. {@link io.tenancy.jdbc.migration.TenancySchema} makes the roles and the control plane,
 * {@link io.tenancy.jdbc.migration.Migrator} runs an application's own migrations and refuses those that would leak.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.migration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
