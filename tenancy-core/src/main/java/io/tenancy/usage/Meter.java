package io.tenancy.usage;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that tenants use and the application counts: over which window, and which feature of the plan says how much of it. Made by
 * {@link #exact}, {@link #gauge} or {@link #buffered}, or read from the section {@code meters} of {@code tenancy.yaml}. Immutable.
 *
 * <pre>{@code
 * Meter appointments = Meter.exact("appointments").limitedBy("appointments_per_month");
 * Meter storage = Meter.gauge("storage").counting("attachment", "size_bytes").limitedBy("storage");
 * Meter calls = Meter.buffered("api_call").limitedBy("api_calls").soft();
 * }</pre>
 *
 * @param key its name: 1 to 63 of a-z, 0-9 and underscore, beginning with a letter
 * @param kind how it is kept
 * @param window how time is cut into periods; a gauge has one for ever
 * @param feature the key of the feature whose amount is the limit; null if nothing limits it
 * @param hard whether the limit refuses; else what is over it is counted as overage
 * @param thresholds at which per cent of the limit a notice is written, ascending; once each in a period
 * @param source what a gauge counts; null for others
 * @param block how many units a node takes at a time and gives out by itself; 0 if every unit is asked of the database
 * @param planChange what becomes of a period in which the tenant gets another plan
 */
public record Meter(
        String key,
        MeterKind kind,
        UsageWindow window,
        @Nullable String feature,
        boolean hard,
        List<Integer> thresholds,
        @Nullable GaugeSource source,
        int block,
        PlanChange planChange) {
    /** At which per cent of a limit people are told, unless a meter says otherwise. */
    public static final List<Integer> USUAL_THRESHOLDS = List.of(50, 80, 100);

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final int MOST_THRESHOLDS = 10;
    private static final int HIGHEST_THRESHOLD = 1000;
    private static final int LARGEST_BLOCK = 1_000_000;

    /**
     * Checks the components.
     *
     * @param key its name
     * @param kind how it is kept
     * @param window how time is cut
     * @param feature what limits it
     * @param hard whether the limit refuses
     * @param thresholds when a notice is written, in any order
     * @param source what a gauge counts
     * @param block how many units a node takes at a time
     * @param planChange what becomes of a period in which the plan changes
     * @throws IllegalArgumentException if they contradict each other
     */
    public Meter {
        if (!isKey(key)) {
            throw new IllegalArgumentException(
                    "a meter's key is 1 to 63 of a-z, 0-9 and underscore, beginning with a letter: " + key);
        }
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(planChange, "planChange");
        thresholds = List.copyOf(new TreeSet<>(thresholds));
        require(thresholds.size() <= MOST_THRESHOLDS, key, "has more than " + MOST_THRESHOLDS + " thresholds");
        require(
                thresholds.stream().allMatch(one -> one >= 1 && one <= HIGHEST_THRESHOLD),
                key,
                "has a threshold that is not between 1 and " + HIGHEST_THRESHOLD + " per cent");
        require(
                kind == MeterKind.GAUGE ? window instanceof LifetimeWindow && source != null : source == null,
                key,
                "counts rows, and only a gauge does, without a window");
        require(kind != MeterKind.BUFFERED || !hard, key, "is buffered, so it cannot refuse: it is soft");
        require(
                kind != MeterKind.BUFFERED || !(window instanceof RollingWindow),
                key,
                "is buffered, and its window does not roll");
        require(block >= 0 && block <= LARGEST_BLOCK, key, "takes a block that is not between 0 and " + LARGEST_BLOCK);
        require(
                block == 0 || (kind == MeterKind.EXACT && hard && !(window instanceof RollingWindow)),
                key,
                "takes blocks, and only an exact meter with a hard limit does whose window does not roll");
        require(
                planChange == PlanChange.CARRY || (kind != MeterKind.GAUGE && !(window instanceof RollingWindow)),
                key,
                "begins again with another plan, and a gauge or a window that rolls does not");
        require(
                planChange != PlanChange.PRORATE || !(window instanceof LifetimeWindow),
                key,
                "is prorated, and its window has no end");
    }

    private static void require(boolean holds, String key, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("meter " + key + " " + problem);
        }
    }

    /**
     * Whether a text can be a meter's key.
     *
     * @param text the text
     * @return true for 1 to 63 of a-z, 0-9 and underscore, beginning with a letter
     */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /**
     * A meter that is counted in the caller's transaction, by months of the tenant's calendar; nothing limits it yet.
     *
     * @param key its name
     * @return the meter
     */
    public static Meter exact(String key) {
        return new Meter(
                key, MeterKind.EXACT, UsageWindow.month(), null, true, USUAL_THRESHOLDS, null, 0, PlanChange.CARRY);
    }

    /**
     * A meter of the rows of a table of the meter's own name; nothing limits it yet.
     *
     * @param key its name
     * @return the meter
     */
    public static Meter gauge(String key) {
        return new Meter(
                key,
                MeterKind.GAUGE,
                UsageWindow.lifetime(),
                null,
                true,
                USUAL_THRESHOLDS,
                new GaugeSource(key, null),
                0,
                PlanChange.CARRY);
    }

    /**
     * A meter that nodes sum and write about every second, by months of the tenant's calendar.
     *
     * @param key its name
     * @return the meter, soft
     */
    public static Meter buffered(String key) {
        return new Meter(
                key, MeterKind.BUFFERED, UsageWindow.month(), null, false, USUAL_THRESHOLDS, null, 0, PlanChange.CARRY);
    }

    /**
     * The same, limited by the amount that the tenant has of a feature.
     *
     * @param other the feature's key
     * @return another meter
     */
    public Meter limitedBy(String other) {
        return new Meter(key, kind, window, other, hard, thresholds, source, block, planChange);
    }

    /**
     * The same with another window.
     *
     * @param other the window
     * @return another meter
     */
    public Meter per(UsageWindow other) {
        return new Meter(key, kind, other, feature, hard, thresholds, source, block, planChange);
    }

    /**
     * The same, whose limit refuses nothing.
     *
     * @return another meter
     */
    public Meter soft() {
        return new Meter(key, kind, window, feature, false, thresholds, source, block, planChange);
    }

    /**
     * The same with other thresholds.
     *
     * @param percents per cents of the limit
     * @return another meter
     */
    public Meter noticedAt(Integer... percents) {
        return new Meter(key, kind, window, feature, hard, List.of(percents), source, block, planChange);
    }

    /**
     * The same gauge over another table.
     *
     * @param table the table
     * @param column the column whose bytes are summed; null to count rows
     * @return another meter
     */
    public Meter counting(String table, @Nullable String column) {
        return new Meter(
                key, kind, window, feature, hard, thresholds, new GaugeSource(table, column), block, planChange);
    }

    /**
     * The same, of which each node takes blocks and gives out units by itself: fast on one hot counter, and a node that dies may take
     * up to a block with it.
     *
     * @param units how many units a block has
     * @return another meter
     */
    public Meter inBlocksOf(int units) {
        return new Meter(key, kind, window, feature, hard, thresholds, source, units, planChange);
    }

    /**
     * The same, with another word for periods in which the tenant gets another plan.
     *
     * @param other what becomes of such a period
     * @return another meter
     */
    public Meter onPlanChange(PlanChange other) {
        return new Meter(key, kind, window, feature, hard, thresholds, source, block, other);
    }
}
