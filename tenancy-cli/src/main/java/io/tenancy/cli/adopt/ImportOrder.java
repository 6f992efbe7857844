package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which tables can be filled: what is pointed to comes first, and tables that point around in a ring, or a table that
 * points to itself, come together.
 */
final class ImportOrder {
    private final Map<Original.Table, Set<Original.Table>> targets = new LinkedHashMap<>();

    private ImportOrder() {}

    /**
     * Tables that are filled together.
     *
     * @param tables the tables
     * @param keys the foreign keys among them; none for a table that can be filled row by row
     */
    record Group(List<Original.Table> tables, List<Original.ForeignKey> keys) {}

    static List<Group> of(Original original, List<Original.Table> tables) {
        ImportOrder order = new ImportOrder();
        tables.forEach(table -> order.targets.put(table, new LinkedHashSet<>()));
        List<Original.ForeignKey> keys = original.foreignKeys().stream()
                .filter(key -> order.targets.containsKey(top(original, key.table()))
                        && order.targets.containsKey(top(original, key.target())))
                .toList();
        keys.forEach(key -> order.targets
                .getOrDefault(top(original, key.table()), new LinkedHashSet<>())
                .add(top(original, key.target())));
        List<Group> groups = new ArrayList<>();
        Set<Original.Table> done = new LinkedHashSet<>();
        while (done.size() < tables.size()) {
            List<Original.Table> ring = order.next(done);
            groups.add(new Group(
                    ring,
                    keys.stream()
                            .filter(key -> ring.contains(top(original, key.table()))
                                    && ring.contains(top(original, key.target())))
                            .toList()));
            done.addAll(ring);
        }
        return groups;
    }

    /** A partition is filled through its table; an inheriting table by itself. */
    private static Original.Table top(Original original, long oid) {
        Original.Table table = original.table(oid);
        while (table.partition()) {
            table = original.table(table.parents().get(0));
        }
        return table;
    }

    /** A set of tables that points to nothing open but itself: the smallest of what each open table leads to. */
    private List<Original.Table> next(Set<Original.Table> done) {
        Set<Original.Table> best = new LinkedHashSet<>();
        for (Original.Table table : targets.keySet()) {
            if (!done.contains(table)) {
                Set<Original.Table> led = reachable(table, done);
                if (best.isEmpty() || led.size() < best.size()) {
                    best = led;
                }
            }
        }
        return List.copyOf(best);
    }

    private Set<Original.Table> reachable(Original.Table start, Set<Original.Table> done) {
        Set<Original.Table> found = new LinkedHashSet<>(List.of(start));
        List<Original.Table> open = new ArrayList<>(found);
        while (!open.isEmpty()) {
            for (Original.Table target : targets.getOrDefault(open.remove(0), Set.of())) {
                if (!done.contains(target) && found.add(target)) {
                    open.add(target);
                }
            }
        }
        return found;
    }
}
