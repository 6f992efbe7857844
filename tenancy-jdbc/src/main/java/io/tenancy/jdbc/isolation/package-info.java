/**
 * Row level security: {@link io.tenancy.jdbc.isolation.RowLevelSecurity} makes it for a table,
 * {@link io.tenancy.jdbc.isolation.RoleCheck} tells whether a login is bound by it, and
 * {@link io.tenancy.jdbc.isolation.IsolationAudit} looks through a whole database for what it does not hold.
 *
 * <p>The audit reads the catalog once and hands it to its rules, small classes that know nothing of each other. To add one, add a
 * {@link io.tenancy.jdbc.isolation.Rule}, a class that judges, and three faults to the corpus of its tests.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.isolation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
