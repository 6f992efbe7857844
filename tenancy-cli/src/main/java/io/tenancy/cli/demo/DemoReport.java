package io.tenancy.cli.demo;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo did and found: one object for machines, a short story for people. Immutable.
 *
 * <p>The demo has succeeded if {@link #isIsolated()}: every attack was tried and none of them saw or changed a row of the other
 * tenant.
 */
public final class DemoReport implements Document {
    static final List<String> LIMITS = List.of(
            "SQL injection that runs set_config itself can name another tenant: use bind parameters",
            "EXPLAIN and the catalog tell row counts of a whole table, timing tells a little; neither shows a row");

    private final String postgres;
    private final String database;
    private final Migrations migrations;
    private final List<Practiced> tenants;
    private final @Nullable Protection broken;
    private final List<Attempt> attempts;
    private final RoundTrips roundTrips;
    private final Map<String, Duration> durations;

    DemoReport(
            String postgres,
            String database,
            Migrations migrations,
            List<Practiced> tenants,
            @Nullable Protection broken,
            List<Attempt> attempts,
            RoundTrips roundTrips,
            Map<String, Duration> durations) {
        this.postgres = postgres;
        this.database = database;
        this.migrations = migrations;
        this.tenants = List.copyOf(tenants);
        this.broken = broken;
        this.attempts = List.copyOf(attempts);
        this.roundTrips = roundTrips;
        this.durations = new LinkedHashMap<>(durations);
    }

    /** What was installed. */
    record Migrations(String controlPlane, int installSteps, List<String> application) {}

    /** A tenant, what it holds and what it saw when it worked. */
    record Practiced(String key, String id, String name, Map<String, Integer> rows, Day day) {
        int total() {
            return rows.values().stream().mapToInt(n -> n).sum();
        }
    }

    /** What a tenant sees of its own through the ordinary queries of the application. */
    record Day(long patientsSeen, long appointmentsAhead, long openInvoices, String open) {}

    /**
     * Whether everything held.
     *
     * @return true if no attack leaked and each proved something
     */
    public boolean isIsolated() {
        return attempts.stream().allMatch(a -> a.verdict() == Verdict.HELD);
    }

    /**
     * How many attacks got through.
     *
     * @return the number of leaks
     */
    public int leaks() {
        return Math.toIntExact(count(Verdict.LEAKED));
    }

    private long count(Verdict verdict) {
        return attempts.stream().filter(a -> a.verdict() == verdict).count();
    }

    List<Attempt> attempts() {
        return attempts;
    }

    RoundTrips roundTrips() {
        return roundTrips;
    }

    List<Practiced> tenants() {
        return tenants;
    }

    String postgres() {
        return postgres;
    }

    String database() {
        return database;
    }

    Migrations migrations() {
        return migrations;
    }

    @Nullable
    Protection broken() {
        return broken;
    }

    Map<String, Duration> durations() {
        return durations;
    }

    @Override
    public Object tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("postgres", postgres);
        tree.put("database", database);
        tree.put("migrations", migrationTree());
        tree.put("tenants", tenants.stream().map(DemoReport::tenantTree).toList());
        tree.put("broken", broken == null ? null : broken.word());
        tree.put("isolation", isolationTree());
        tree.put("roundTrips", roundTripTree());
        tree.put("limits", LIMITS);
        Map<String, Object> millis = new LinkedHashMap<>();
        durations.forEach((stage, duration) -> millis.put(stage + "Millis", duration.toMillis()));
        tree.put("durations", millis);
        return tree;
    }

    private Map<String, Object> migrationTree() {
        Map<String, Object> tree =
                ordered("controlPlane", migrations.controlPlane(), "installSteps", migrations.installSteps());
        tree.put("application", migrations.application());
        return tree;
    }

    private static Map<String, Object> tenantTree(Practiced tenant) {
        Map<String, Object> tree = ordered("key", tenant.key(), "id", tenant.id());
        tree.put("name", tenant.name());
        tree.put("rows", tenant.rows());
        tree.put("patientsSeen", tenant.day().patientsSeen());
        tree.put("appointmentsAhead", tenant.day().appointmentsAhead());
        tree.put("openInvoices", tenant.day().openInvoices());
        return tree;
    }

    private Map<String, Object> isolationTree() {
        List<Map<String, Object>> list = attempts.stream()
                .map(attempt -> {
                    Map<String, Object> tree = ordered("id", attempt.id(), "goal", attempt.goal());
                    tree.put("statement", attempt.statement());
                    tree.put("verdict", attempt.verdict().word());
                    tree.put("evidence", attempt.evidence());
                    return tree;
                })
                .toList();
        Map<String, Object> tree = ordered("attempts", list, "held", count(Verdict.HELD));
        tree.put("leaks", leaks());
        tree.put("undecided", count(Verdict.UNDECIDED));
        return tree;
    }

    private Map<String, Object> roundTripTree() {
        Map<String, Object> tree =
                ordered("singleStatement", roundTrips.singleStatement(), "transactionOverhead", roundTrips.overhead());
        tree.put(
                "transactions",
                roundTrips.transactions().stream()
                        .map(t -> {
                            Map<String, Object> one =
                                    ordered("statements", t.statements(), "withTenancy", t.withTenancy());
                            one.put("withoutTenancy", t.withoutTenancy());
                            return one;
                        })
                        .toList());
        return tree;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(first, one);
        tree.put(second, two);
        return tree;
    }

    @Override
    public void writeTo(Page page) {
        new DemoStory(this, page).write();
    }
}
