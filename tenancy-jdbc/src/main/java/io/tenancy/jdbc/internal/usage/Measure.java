package io.tenancy.jdbc.internal.usage;

import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Consumption.Reason;
import io.tenancy.entitlement.Entitlement;
import io.tenancy.entitlement.Limit;
import io.tenancy.tenant.TenantId;
import io.tenancy.usage.Meter;
import io.tenancy.usage.UsagePeriod;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A meter of one tenant at one instant: where it is kept, and how much there may be.
 *
 * @param meter the meter
 * @param slot under which period it is kept
 * @param since of a rolling window, where it begins; else null
 * @param limit how much there may be
 * @param entitlement what decided on that; null if nothing limits it
 * @param plan the version of the plan that the tenant holds; null if it holds none
 * @param at the instant
 */
record Measure(
        Meter meter,
        UsagePeriod slot,
        @Nullable Instant since,
        Limit limit,
        @Nullable Entitlement entitlement,
        @Nullable String plan,
        Instant at) {
    /** What the server answered. */
    record Outcome(boolean granted, long used, long reserved, boolean duplicate) {}

    Consumption consumption(long amount, Outcome outcome) {
        return consumption(amount, reason(outcome), outcome);
    }

    private Consumption consumption(long amount, Reason reason, Outcome outcome) {
        return new Consumption(
                meter.key(),
                amount,
                reason,
                limit,
                outcome.used(),
                outcome.reserved(),
                meter.window().ends() ? slot.end() : null,
                entitlement,
                plan,
                outcome.duplicate());
    }

    /** What would become of it, as things stand. */
    Consumption forecast(long amount, long used, long reserved) {
        boolean fits = !meter.hard() || limit.allows(used + reserved, amount);
        Outcome after = new Outcome(fits, used + amount, reserved, false);
        return consumption(amount, reason(after), new Outcome(fits, used, reserved, false));
    }

    private Reason reason(Outcome outcome) {
        if (!outcome.granted()) {
            return limit.equals(Limit.NONE) ? Reason.NOT_IN_PLAN : Reason.LIMIT_REACHED;
        }
        if (limit.isUnlimited()) {
            return Reason.UNLIMITED;
        }
        return limit.allows(outcome.used(), 0) ? Reason.WITHIN_LIMIT : Reason.OVERAGE;
    }

    /** The same, kept under another period. */
    Measure in(UsagePeriod other) {
        return new Measure(meter, other, since, limit, entitlement, plan, at);
    }

    /** The limit as statements take it: -1 for none. */
    long allowance() {
        return limit.isUnlimited() ? -1 : limit.amount().orElseThrow();
    }

    /** The beginning of a rolling window as statements take it: empty for none. */
    String sinceText() {
        return since == null ? "" : since.toString();
    }

    String shares() {
        // Every consumption asks: no stream.
        StringBuilder shares = new StringBuilder("{");
        for (Integer percent : meter.thresholds()) {
            shares.append(shares.length() == 1 ? "" : ",").append(percent);
        }
        return shares.append('}').toString();
    }

    /** Whether it can be a plain statement at all: one counter, and no refusal that is certain beforehand. */
    boolean isPlain(long amount) {
        return since == null && amount <= ceiling();
    }

    /** Up to where it may be used. */
    private long ceiling() {
        return !meter.hard() || limit.isUnlimited() ? Long.MAX_VALUE : allowance();
    }

    /** The values that the plain statement takes. Times have their own type here: as text they would be read for every row looked at. */
    @Nullable
    Object[] plainBinds(TenantId tenant, long amount) {
        return new @Nullable Object[] {
            amount,
            at.atOffset(ZoneOffset.UTC),
            tenant.value(),
            meter.key(),
            slot.start().atOffset(ZoneOffset.UTC),
            ceiling() - amount,
            allowance(),
            shares(),
            amount
        };
    }

    /** The values of the plain statement and then those of the function. */
    @Nullable
    Object[] plainThenAllBinds(TenantId tenant, long amount) {
        return Stream.of(plainBinds(tenant, amount), binds(amount))
                .flatMap(Stream::of)
                .toArray();
    }

    /** The values that most functions take from here, in their order, all of types that need no asking. */
    @Nullable
    Object[] binds(long amount) {
        return new @Nullable Object[] {
            meter.key(),
            slot.start().toString(),
            slot.end().toString(),
            sinceText(),
            amount,
            allowance(),
            meter.hard(),
            shares(),
            at.toString()
        };
    }
}
