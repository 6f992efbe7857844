/**
 * JMH benchmarks, for looking at one thing closely; to compare, use {@link io.tenancy.benchmarks.compare}.
 */
@NullMarked
package io.tenancy.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
