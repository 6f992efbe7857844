/** Where rate limits keep their buckets, besides the database: {@link io.tenancy.jdbc.ratelimit.RedisBuckets}. */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.ratelimit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
