/**
 * How tenants are served: requests, errors and latency by the minute, and errors in groups. Recorded through
 * {@link io.tenancy.observation.Observations}, told as {@link io.tenancy.observation.ObservedPeriod}, whose percentiles come from a
 * {@link io.tenancy.observation.LatencyHistogram}, and as {@link io.tenancy.observation.ErrorGroup}, which an
 * {@link io.tenancy.observation.ErrorFingerprint} holds together.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.observation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
