/**
 * The context on a connection: JDBC wrappers that send the tenant in the same flight as the work.
 *
 * <p>Reading order: {@link io.tenancy.jdbc.internal.connection.SqlText} says what kind of statement a text is;
 * {@link io.tenancy.jdbc.internal.connection.ContextSql} is the glue; {@link io.tenancy.jdbc.internal.connection.TenantConnection}
 * decides per execution which {@link io.tenancy.jdbc.internal.connection.Form} it takes; the statement classes carry it out.
 */
@NullMarked
package io.tenancy.jdbc.internal.connection;

import org.jspecify.annotations.NullMarked;
