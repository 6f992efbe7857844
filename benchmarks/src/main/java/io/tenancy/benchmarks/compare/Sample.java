package io.tenancy.benchmarks.compare;

import java.util.OptionalDouble;

/**
 * What one contender did in one round. All are costs: less is better.
 *
 * @param latency nanoseconds of one execution by a single thread, the median of a chunk
 * @param timePerExecution nanoseconds divided by executions, while all threads work
 * @param clientCpu processor time of one execution in the application's thread, in nanoseconds
 * @param cpu processor time of one execution in the server's process, in nanoseconds; empty if the system does not tell
 */
record Sample(double latency, double timePerExecution, double clientCpu, OptionalDouble cpu) {}
