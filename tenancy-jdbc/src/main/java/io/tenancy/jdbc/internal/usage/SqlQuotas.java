package io.tenancy.jdbc.internal.usage;

import io.tenancy.context.TenantBinding;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Quotas;
import io.tenancy.entitlement.Reservation;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.usage.Measure.Outcome;
import io.tenancy.tenant.TenantId;
import io.tenancy.usage.Meter;
import io.tenancy.usage.UsageWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Quotas as calls of the control plane's functions, each one statement. Where the statement runs, subclasses say. */
abstract class SqlQuotas implements Quotas {
    private static final Duration LONGEST_RESERVATION = Duration.ofDays(31);
    private static final int LONGEST_KEY = 200;

    final NodeUsage node;
    final QuotaDesk desk;

    SqlQuotas(NodeUsage node) {
        this.node = node;
        this.desk = node.desk();
    }

    /** Units of a block were given out for this; if it comes to nothing they go back. */
    abstract void given(Runnable undo);

    abstract TenantBinding binding();

    /** Runs one statement inside the tenant. */
    abstract <T> T call(String doing, Jdbc.Work<T> work);

    final TenantId tenant() {
        return binding().tenant().id();
    }

    @Override
    public Consumption check(String meter, long amount) {
        QuotaDesk.requireAmount(amount, 0);
        Measure measure = desk.measure(tenant(), desk.meter(meter));
        return call(
                        "check a quota",
                        connection -> Jdbc.list(
                                connection,
                                UsageSql.USAGE_OF,
                                row -> measure.forecast(amount, row.getLong(1), row.getLong(2)),
                                meter,
                                measure.slot().start().toString(),
                                measure.sinceText(),
                                measure.at().toString()))
                .get(0);
    }

    @Override
    public Consumption tryConsume(String meter, long amount) {
        Measure measure = desk.consumable(tenant(), meter, amount);
        if (amount <= measure.meter().block()) {
            Blocks.Given given = node.take(binding(), measure, amount);
            if (given.consumption().isAllowed()) {
                given(given.undo());
            }
            return given.consumption();
        }
        return measure.consumption(amount, count(measure, amount));
    }

    /** The plain statement, and the function where that finds nothing to count, or is known not to. */
    private Outcome count(Measure measure, long amount) {
        FullCounters.Counter counter = FullCounters.counter(tenant(), measure);
        if (measure.isPlain(amount) && !node.full().contains(counter)) {
            List<Outcome> counted = call(
                    "consume a quota",
                    connection -> Jdbc.list(
                            connection, UsageSql.COUNT, SqlQuotas::counted, measure.plainBinds(tenant(), amount)));
            if (!counted.isEmpty()) {
                return counted.get(0);
            }
        }
        Outcome outcome = ask(UsageSql.CONSUME, measure.binds(amount));
        node.full().note(counter, !outcome.granted());
        return outcome;
    }

    private static Outcome counted(ResultSet row) throws SQLException {
        return new Outcome(true, row.getLong(1), row.getLong(2), false);
    }

    @Override
    public Consumption tryConsume(String meter, long amount, String idempotencyKey) {
        if (idempotencyKey.isEmpty() || idempotencyKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("an idempotency key has 1 to " + LONGEST_KEY + " characters");
        }
        Measure measure = desk.consumable(tenant(), meter, amount);
        return measure.consumption(amount, ask(UsageSql.CONSUME_ONCE, with(idempotencyKey, measure.binds(amount))));
    }

    private static @Nullable Object[] with(Object first, @Nullable Object... rest) {
        @Nullable Object[] all = new @Nullable Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private Outcome ask(String sql, @Nullable Object... binds) {
        return call("consume a quota", connection -> Jdbc.list(connection, sql, SqlQuotas::outcome, binds))
                .get(0);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(row.getBoolean(1), row.getLong(2), row.getLong(3), row.getBoolean(4));
    }

    @Override
    public List<Consumption> tryConsumeAll(Map<String, Long> amounts) {
        if (amounts.isEmpty()) {
            return List.of();
        }
        MeasureArrays all = new MeasureArrays();
        // Everybody takes the counters in this order, so that no two wait for each other.
        new TreeMap<>(amounts).forEach((meter, amount) -> all.add(desk.consumable(tenant(), meter, amount), amount));
        List<Consumption> done = new ArrayList<>();
        List<Consumption> told = call(
                "consume quotas",
                connection -> Jdbc.list(
                        connection,
                        UsageSql.CONSUME_ALL,
                        row -> all.consumption(
                                row.getInt(1) - 1,
                                new Outcome(row.getBoolean(2), row.getLong(3), row.getLong(4), false)),
                        all.binds(desk.now())));
        done.addAll(told);
        return List.copyOf(done);
    }

    @Override
    public Reservation reserve(String meter, long amount, Duration timeToLive) {
        if (timeToLive.isNegative() || timeToLive.isZero() || timeToLive.compareTo(LONGEST_RESERVATION) > 0) {
            throw new IllegalArgumentException(
                    "a reservation lasts up to " + LONGEST_RESERVATION.toDays() + " days, not " + timeToLive);
        }
        Measure measure = desk.consumable(tenant(), meter, amount);
        requireFixed(measure.meter());
        Reservation wanted =
                new Reservation(desk.nextId(), meter, amount, measure.at().plus(timeToLive));
        Outcome outcome = ask(
                UsageSql.RESERVE,
                wanted.id(),
                meter,
                measure.slot().start().toString(),
                measure.slot().end().toString(),
                amount,
                measure.allowance(),
                measure.meter().hard(),
                measure.shares(),
                measure.at().toString(),
                wanted.expiresAt().toString());
        Consumption unused = measure.consumption(amount, outcome).orThrow();
        return wanted;
    }

    private static void requireFixed(Meter meter) {
        UsageWindow window = meter.window();
        if (window.isRolling()) {
            throw new IllegalArgumentException(
                    "meter " + meter.key() + " has a rolling window, of which nothing is reserved");
        }
    }

    @Override
    public Consumption commit(Reservation reservation, long amount) {
        Measure measure = desk.consumable(tenant(), reservation.meter(), amount);
        UUID id = reservation.id();
        @Nullable
        Outcome settled = call(
                        "commit a reservation",
                        connection -> Jdbc.list(
                                connection,
                                UsageSql.SETTLE,
                                SqlQuotas::settled,
                                id,
                                amount,
                                measure.allowance(),
                                measure.meter().hard(),
                                measure.shares(),
                                measure.at().toString()))
                .get(0)
                .outcome();
        return settled == null
                ? tryConsume(reservation.meter(), amount, "reservation " + id).orThrow()
                : measure.consumption(amount, settled).orThrow();
    }

    /** Nothing, if the reservation was over and is forgotten. */
    private record Settled(@Nullable Outcome outcome) {}

    private static Settled settled(ResultSet row) throws SQLException {
        return new Settled(
                row.getBoolean(1)
                        ? new Outcome(row.getBoolean(2), row.getLong(3), row.getLong(4), row.getBoolean(5))
                        : null);
    }

    @Override
    public void count(String meter, long amount) {
        node.count(binding(), meter, amount);
    }

    @Override
    public boolean release(Reservation reservation) {
        return call(
                "release a reservation",
                connection -> Jdbc.test(
                        connection,
                        UsageSql.RELEASE,
                        reservation.id(),
                        desk.now().toString()));
    }
}
