package io.tenancy.entitlement;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How much of its plan the bound tenant has used, and using more. The limit is the amount that the tenant has of the meter's feature;
 * which period it counts in, the meter's window and the tenant's calendar say. A hard limit is never passed, however many nodes and
 * threads consume at once; a soft one is, and what is over it is overage.
 *
 * <pre>{@code
 * tenancy.useTransaction(tx -> {
 *     tx.quotas().consume("appointments", 1);      // QuotaExceededException: 200 of 200
 *     tx.dsl().execute("insert into appointment ..");
 * });                                              // a rollback un-counts
 *
 * boolean room = tenancy.quotas().check("appointments", 3).isAllowed();
 * }</pre>
 *
 * <p>In a transaction the counter's row is held until its end, so others of the same tenant and meter wait: consume late, or reserve
 * first and commit later. A transaction that consumes several meters uses {@link #consumeAll}, which takes them in one order. Buffered
 * meters are {@linkplain #count counted} and never refused; gauges follow the rows and are only {@linkplain #check checked}.
 *
 * <p>{@code consume} and {@code reserve} throw {@link QuotaExceededException} where the forms with {@code try} answer a refused
 * {@link Consumption}; either takes one round trip at most. All fail with {@link io.tenancy.TenancyException} if no tenant is bound,
 * with {@link IllegalArgumentException} for a meter that is not declared, another kind of meter, or an amount below 1, and if the
 * clocks of node and server differ by more than 5 s. Thread-safe, unless it came from a transaction.
 */
public interface Quotas {
    /**
     * Tells whether more may be used, without using it. By the time it is used the answer may be another.
     *
     * @param meter the meter's key
     * @param amount how much; 0 only asks for the numbers
     * @return the answer
     */
    Consumption check(String meter, long amount);

    /**
     * Uses some.
     *
     * @param meter the key of an exact meter
     * @param amount how much
     * @return the numbers
     * @throws QuotaExceededException if that is more than the tenant may
     */
    @CanIgnoreReturnValue
    default Consumption consume(String meter, long amount) {
        return tryConsume(meter, amount).orThrow();
    }

    /**
     * As {@link #consume(String, long)}, once for a key: whoever comes again with it, also at the same time, uses nothing more and is
     * told what the first was told. A refused consumption leaves its key free.
     *
     * @param meter the key of an exact meter
     * @param amount how much
     * @param idempotencyKey 1 to 200 characters, of this tenant and meter
     * @return the numbers
     * @throws QuotaExceededException if that is more than the tenant may
     * @throws io.tenancy.TenancyException {@code QUOTA_KEY_REUSED} if the key was used with another amount
     */
    @CanIgnoreReturnValue
    default Consumption consume(String meter, long amount, String idempotencyKey) {
        return tryConsume(meter, amount, idempotencyKey).orThrow();
    }

    /**
     * As {@link #consume(String, long)}, answering where that throws.
     *
     * @param meter the key of an exact meter
     * @param amount how much
     * @return the numbers, allowed or not
     */
    Consumption tryConsume(String meter, long amount);

    /**
     * As {@link #consume(String, long, String)}, answering where that throws.
     *
     * @param meter the key of an exact meter
     * @param amount how much
     * @param idempotencyKey 1 to 200 characters
     * @return the numbers, allowed or not
     */
    Consumption tryConsume(String meter, long amount, String idempotencyKey);

    /**
     * Uses some of several meters, or of none.
     *
     * @param amounts how much, by the key of an exact meter
     * @return the numbers, by meter
     * @throws QuotaExceededException for the first that refuses; nothing is used then
     */
    @CanIgnoreReturnValue
    default List<Consumption> consumeAll(Map<String, Long> amounts) {
        List<Consumption> all = tryConsumeAll(amounts);
        all.forEach(one -> {
            Consumption unused = one.orThrow();
        });
        return all;
    }

    /**
     * As {@link #consumeAll}, answering where that throws.
     *
     * @param amounts how much, by the key of an exact meter
     * @return the numbers of all, by meter; or of the one that refuses, and then nothing was used
     */
    List<Consumption> tryConsumeAll(Map<String, Long> amounts);

    /**
     * Keeps units for later, for instance while somebody pays. They count as used until they are committed, released, or the time is
     * over; then they are free within a second, without anybody's doing.
     *
     * @param meter the key of an exact meter
     * @param amount how much
     * @param timeToLive for how long, up to 31 days
     * @return what to commit or release
     * @throws QuotaExceededException if that is more than the tenant may
     */
    Reservation reserve(String meter, long amount, Duration timeToLive);

    /**
     * Uses what was reserved, in the period in which it was reserved. Doing it again changes nothing. After its time it is used if
     * there is still room.
     *
     * @param reservation the reservation
     * @return the numbers
     * @throws QuotaExceededException if its time was over, and others have taken the units
     * @throws IllegalStateException if it was released
     */
    @CanIgnoreReturnValue
    default Consumption commit(Reservation reservation) {
        return commit(reservation, reservation.amount());
    }

    /**
     * As {@link #commit(Reservation)}, for another amount than was reserved: less gives the rest back, more needs room.
     *
     * @param reservation the reservation
     * @param amount how much was used in the end
     * @return the numbers
     * @throws QuotaExceededException if there is no room for it; the reservation stays
     * @throws IllegalStateException if it was released
     */
    @CanIgnoreReturnValue
    Consumption commit(Reservation reservation, long amount);

    /**
     * Gives back what was reserved.
     *
     * @param reservation the reservation
     * @return false if it was committed, released or over before
     */
    @CanIgnoreReturnValue
    boolean release(Reservation reservation);

    /**
     * Counts on a buffered meter: no statement now, never refused. A node writes its sums about every second and when it is closed; one
     * that is killed loses what it had not written.
     *
     * @param meter the key of a buffered meter
     * @param amount how much
     */
    void count(String meter, long amount);
}
