/**
 * Rows that satisfy any table: made of the catalog, not of what the table holds, so that an attack can be run against rows of two
 * tenants. {@link io.tenancy.jdbc.internal.synthesis.RowSynthesis} is the door. A {@code Shape} says what a row has to satisfy,
 * {@code Candidates} offers values, and {@code Search} lets the server itself find the combination that its own constraints accept.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.synthesis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
