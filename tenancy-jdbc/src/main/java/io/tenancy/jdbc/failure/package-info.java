/**
 * What a tenant-bound connection throws: one exception per fact, and {@link io.tenancy.jdbc.failure.TenantSqlException} to carry it
 * where JDBC wants an {@link java.sql.SQLException}.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.failure;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
