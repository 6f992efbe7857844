/**
 * Runs the contenders side by side and prints ratios.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.benchmarks.compare;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
