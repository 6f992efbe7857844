package io.tenancy.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How the bound tenant is served. Recording costs no statement and never fails a request: it is summed by the minute in memory, and written
 * every few seconds beside all requests, over the connection {@code worker}; without that connection nothing is kept. Closing the tenancy
 * writes what is left; a process that is killed loses at most the last {@link #FLUSHED_EVERY}. Thread-safe.
 *
 * <pre>{@code
 * Invoice invoice = tenancy.observations().observe(() -> invoices.create(request));
 * ObservedPeriod day = tenancy.observations().total(yesterday, now);
 * }</pre>
 *
 * <p>Every method throws {@link io.tenancy.context.TenantContextMissingException} if no tenant is bound.
 */
public interface Observations {
    /** How often what was recorded is written. */
    Duration FLUSHED_EVERY = Duration.ofSeconds(5);

    /** How long it is kept. */
    Duration KEPT = Duration.ofDays(90);

    /**
     * A request went well.
     *
     * @param latency how long it took
     */
    void success(Duration latency);

    /**
     * A request failed, by no exception that anybody has.
     *
     * @param latency how long it took
     */
    void error(Duration latency);

    /**
     * A request failed. What the exception says is not kept, only its type and where it comes from.
     *
     * @param latency how long it took
     * @param failure why
     */
    void error(Duration latency, Throwable failure);

    /**
     * Does work and records how it went.
     *
     * @param work the work
     * @param <R> what it gives
     * @param <X> what it throws
     * @return what the work gave
     * @throws X what the work threw
     */
    <R, X extends Exception> R observe(Work<R, X> work) throws X;

    /**
     * Work that is observed.
     *
     * @param <R> what it gives
     * @param <X> what it throws
     */
    @FunctionalInterface
    interface Work<R, X extends Exception> {
        /**
         * Does it.
         *
         * @return the result
         * @throws X whatever
         */
        R run() throws X;
    }

    /**
     * How the tenant was served.
     *
     * @param from from this minute on
     * @param until until before this minute
     * @return all of it together
     */
    ObservedPeriod total(Instant from, Instant until);

    /**
     * How the tenant was served, step by step.
     *
     * @param from from this minute on; the first step begins there
     * @param until until before this minute
     * @param step how long a step is, whole minutes
     * @return the steps in which there was anything, in order
     * @throws IllegalArgumentException if the step is not whole minutes, or there were more than 10,000 of them
     */
    List<ObservedPeriod> series(Instant from, Instant until, Duration step);

    /**
     * The tenant's errors in groups, the most frequent first.
     *
     * @param from from this day on, in UTC: errors are counted by the day
     * @param until until before this instant
     * @param limit at most so many, 1 to 1,000
     * @return the groups
     */
    List<ErrorGroup> errors(Instant from, Instant until, int limit);
}
