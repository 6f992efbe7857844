/** What it costs to verify an API key. */
@NullMarked
@CheckReturnValue
package io.tenancy.benchmarks.key;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
