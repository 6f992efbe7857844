/**
 * How often something may be done. An application declares {@linkplain io.tenancy.ratelimit.RateLimit limits};
 * {@link io.tenancy.ratelimit.RateLimits} takes permits for a {@linkplain io.tenancy.ratelimit.RateSubject key, tenant or address} and
 * answers with a {@link io.tenancy.ratelimit.RateLimitDecision} that holds what HTTP headers need. The buckets behind it are shared by
 * all nodes ({@link io.tenancy.ratelimit.SharedBuckets}).
 */
@NullMarked
@CheckReturnValue
package io.tenancy.ratelimit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
