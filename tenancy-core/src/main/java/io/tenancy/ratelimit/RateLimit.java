package io.tenancy.ratelimit;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How often something may be done: a bucket of {@code capacity} permits that fills evenly over {@code window}. 1,000 in an hour means
 * at most 1,000 at once, and one more every 3.6 s. Immutable and thread-safe.
 *
 * <pre>{@code
 * RateLimit login = RateLimit.of("login", RateLimit.By.ADDRESS, 10, Duration.ofMinutes(15)).whenDown(RateLimit.Outage.REFUSE);
 * }</pre>
 *
 * <p>Nodes take permits from the shared bucket in blocks, so that most questions ask nobody. What a node has taken and not yet used
 * outlives the bucket's refill: in any time {@code t}, {@code n} nodes together let through at most
 * {@code capacity + capacity * t / window + n * block}. A block of 1 asks the shared bucket every time and is exact.
 *
 * @param name what is limited, for headers, logs and the shared bucket: 1 to 63 of a-z, 0-9, underscore and inner hyphens
 * @param by what is counted apart
 * @param capacity most permits at once; 1 to 1,000,000,000
 * @param window how long an empty bucket takes to fill; 1 s to 31 days, whole seconds
 * @param block permits that a node takes at a time; 1 to capacity
 * @param outage what happens while the shared bucket cannot be asked
 */
public record RateLimit(String name, By by, long capacity, Duration window, long block, Outage outage) {
    /** The name of the limit that every API key is under. */
    public static final String API_KEY = "api_key";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*");
    private static final long MOST = 1_000_000_000L;
    private static final Duration LONGEST = Duration.ofDays(31);

    /** What is counted apart. */
    public enum By {
        /** Each API key. */
        KEY,
        /** Each tenant. */
        TENANT,
        /** Each address; of IPv6 each network of 64 bits, which is what one customer is given. */
        ADDRESS
    }

    /** What happens while the shared bucket cannot be asked. */
    public enum Outage {
        /** Requests go through uncounted: for limits that share capacity fairly. */
        ALLOW,
        /** Requests are refused: for limits that protect, such as those on guessing passwords. */
        REFUSE
    }

    /**
     * Checks the components.
     *
     * @param name the name
     * @param by what is counted apart
     * @param capacity most permits at once
     * @param window how long an empty bucket takes to fill
     * @param block permits that a node takes at a time
     * @param outage what happens while the shared bucket cannot be asked
     * @throws IllegalArgumentException if a component is out of range
     */
    public RateLimit {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(outage, "outage");
        require(isName(name), "name must be 1 to 63 of a-z, 0-9, underscore and inner hyphens, not " + name);
        require(capacity >= 1 && capacity <= MOST, "capacity must be 1 to 1,000,000,000, not " + capacity);
        require(
                window.compareTo(Duration.ofSeconds(1)) >= 0
                        && window.compareTo(LONGEST) <= 0
                        && window.toNanosPart() == 0,
                "window must be 1 s to 31 days in whole seconds, not " + window);
        require(block >= 1 && block <= capacity, "block must be 1 to the capacity, not " + block);
    }

    /**
     * A limit with the usual block, one hundredth of the capacity, that lets requests through during an outage.
     *
     * @param name what is limited
     * @param by what is counted apart
     * @param capacity most permits at once
     * @param window how long an empty bucket takes to fill
     * @return the limit
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static RateLimit of(String name, By by, long capacity, Duration window) {
        return new RateLimit(name, by, capacity, window, Math.max(1, capacity / 100), Outage.ALLOW);
    }

    /**
     * Whether a text can name a limit.
     *
     * @param text any text
     * @return true if it can
     */
    public static boolean isName(String text) {
        return text.length() <= 63 && NAME.matcher(text).matches();
    }

    /**
     * The same limit with another behaviour during an outage.
     *
     * @param other the behaviour
     * @return a new limit
     */
    public RateLimit whenDown(Outage other) {
        return new RateLimit(name, by, capacity, window, block, other);
    }

    /**
     * The same limit with other blocks.
     *
     * @param permits 1 to capacity
     * @return a new limit
     */
    public RateLimit withBlock(long permits) {
        return new RateLimit(name, by, capacity, window, permits, outage);
    }

    /**
     * The same limit with another capacity and the usual block.
     *
     * @param permits 1 to 1,000,000,000
     * @return a new limit
     */
    public RateLimit withCapacity(long permits) {
        return new RateLimit(name, by, permits, window, Math.max(1, permits / 100), outage);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
