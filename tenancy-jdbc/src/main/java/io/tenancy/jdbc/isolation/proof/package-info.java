/** Proofs: what a database is, compared before and after, and what one tenant can do to another, tried. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.isolation.proof;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
