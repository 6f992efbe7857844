/**
 * The ways of keeping a query inside one tenant, and the database they are compared on.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.benchmarks.contender;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
