package io.tenancy.entitlement;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How much of something a plan allows: a number from 0 on, or no limit at all. Immutable. */
public final class Limit implements Comparable<Limit> {
    /** No limit. Written {@code unlimited} in files and on the command line, null in JSON. */
    public static final Limit UNLIMITED = new Limit(Long.MAX_VALUE, true);

    /** Nothing at all. */
    public static final Limit NONE = new Limit(0, false);

    /** How {@link #UNLIMITED} is written. */
    static final String UNLIMITED_WORD = "unlimited";

    private final long amount;
    private final boolean unlimited;

    private Limit(long amount, boolean unlimited) {
        this.amount = amount;
        this.unlimited = unlimited;
    }

    /**
     * A limit.
     *
     * @param amount how much, from 0 on
     * @return the limit
     * @throws IllegalArgumentException if the amount is negative
     */
    public static Limit of(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("a limit is not negative: " + amount);
        }
        return amount == 0 ? NONE : new Limit(amount, false);
    }

    /**
     * Whether there is no limit.
     *
     * @return true for {@link #UNLIMITED}
     */
    public boolean isUnlimited() {
        return unlimited;
    }

    /**
     * The number.
     *
     * @return how much; empty if there is no limit
     */
    public OptionalLong amount() {
        return unlimited ? OptionalLong.empty() : OptionalLong.of(amount);
    }

    /**
     * Whether more may be had. Exact for every long: nothing overflows.
     *
     * @param used how much is used already, from 0 on
     * @param more how much is wanted, from 0 on
     * @return true if both together are within the limit
     */
    public boolean allows(long used, long more) {
        return unlimited || (used <= amount && more <= amount - used);
    }

    /**
     * Both limits together.
     *
     * @param other another limit
     * @return the sum; unlimited if one is, or if it is more than a long can hold
     */
    public Limit plus(Limit other) {
        if (unlimited || other.unlimited || amount > Long.MAX_VALUE - other.amount) {
            return UNLIMITED;
        }
        return of(amount + other.amount);
    }

    /** Unlimited is more than any number. */
    @Override
    public int compareTo(Limit other) {
        return unlimited == other.unlimited
                ? Long.compare(amount, other.amount)
                : Boolean.compare(unlimited, other.unlimited);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Limit limit && amount == limit.amount && unlimited == limit.unlimited;
    }

    @Override
    public int hashCode() {
        return Objects.hash(amount, unlimited);
    }

    @Override
    public String toString() {
        return unlimited ? UNLIMITED_WORD : Long.toString(amount);
    }
}
