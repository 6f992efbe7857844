/**
 * {@code tenancyctl adopt}: takes a database that was made for one customer, or for several told apart by a column, to
 * multi-tenancy. {@link io.tenancy.cli.adopt.Adoption} is the way in. {@code OriginalReader} reads the catalog into an
 * {@code Original}; {@code Classifier} says which tables belong to tenants; {@code Planner} makes the scripts there and back out of
 * both; {@code Execution} applies them, and {@code Import} brings in a second deployment. Everything is decided from the catalog,
 * nothing from the text of statements.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.cli.adopt;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
