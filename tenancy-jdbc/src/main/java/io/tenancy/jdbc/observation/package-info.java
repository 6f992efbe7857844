/**
 * How tenants are served, and how many there are, as operators see it: {@link io.tenancy.jdbc.observation.ObservationReports} and
 * {@link io.tenancy.jdbc.observation.PlatformStatistics} read across tenants.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.jdbc.observation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
