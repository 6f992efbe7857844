/** What quotas cost, against the same counter without tenancy. */
@NullMarked
@CheckReturnValue
package io.tenancy.benchmarks.quota;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
