/** How long it takes to say who may what, and how much of a heap it takes to know. */
@NullMarked
@CheckReturnValue
package io.tenancy.benchmarks.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
