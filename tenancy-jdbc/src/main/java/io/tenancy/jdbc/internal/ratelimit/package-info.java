/** Rate limits: blocks leased from buckets that all nodes share, and the buckets over Bucket4j. Only for this module. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.internal.ratelimit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
