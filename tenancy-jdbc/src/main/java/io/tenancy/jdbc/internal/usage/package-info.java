/** Quotas over PostgreSQL: consuming, reserving, blocks that a node gives out by itself, and sums that are written later. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.usage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
