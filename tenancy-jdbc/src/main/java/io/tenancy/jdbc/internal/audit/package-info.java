/** The audit log over PostgreSQL: rows, canonical text, chains, and what is written when. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
