package io.tenancy.jdbc.internal.synthesis;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes up rows. Not thread-safe. */
final class RowPlanner {
    private final Search search;
    private final Pools pools;
    private long fresh;

    /**
     * A planner.
     *
     * @param search finds values
     * @param origin where the numbers begin that rows are told apart by
     */
    RowPlanner(Search search, long origin) {
        this.search = search;
        this.pools = new Pools(search);
        this.fresh = origin;
    }

    /**
     * A row that satisfies everything the catalog says.
     *
     * @param shape the table
     * @param fixed values that are given
     * @param parents rows that foreign keys may refer to
     * @param mayWait whether a foreign key can be left for later
     * @param attempt 0, or the how maniest time a row of this table is tried
     * @return the row, or why there is none
     */
    Planned plan(
            Shape shape,
            Map<Field, @Nullable String> fixed,
            Map<Link, List<Standing>> parents,
            boolean mayWait,
            int attempt)
            throws SQLException {
        fresh++;
        List<LinkChoice> choices = LinkChoice.all(shape, fixed, parents, mayWait);
        String reason = noChoice(shape, fixed, parents);
        Map<Field, Slot> offered = new HashMap<>();
        Component culprit = null;
        for (LinkChoice choice : choices) {
            List<Slot> slots = slots(shape, choice, offered, attempt);
            Map<Field, @Nullable String> texts = new LinkedHashMap<>();
            Component stuck = fill(shape, slots, choice, texts);
            if (stuck == null) {
                return new Planned(Optional.of(new Draft(shape, texts, choice.waiting())), "");
            }
            culprit = culprit == null ? stuck : culprit;
        }
        return new Planned(Optional.empty(), culprit == null ? reason : search.culprits(culprit));
    }

    /**
     * A row, or why there is none.
     *
     * @param draft the row
     * @param reason why not
     */
    record Planned(Optional<Draft> draft, String reason) {}

    private static String noChoice(Shape shape, Map<Field, @Nullable String> fixed, Map<Link, List<Standing>> parents) {
        for (Link link : shape.links()) {
            if (LinkChoice.all(only(shape, link), fixed, parents, false).isEmpty()) {
                return "foreign key " + link.name() + " has no row to refer to";
            }
        }
        return "the foreign keys of the table contradict each other";
    }

    private static Shape only(Shape shape, Link link) {
        return new Shape(
                shape.oid(),
                shape.schema(),
                shape.sql(),
                shape.kind(),
                shape.tenant(),
                shape.fields(),
                shape.conditions(),
                shape.keys(),
                List.of(link),
                shape.identity(),
                shape.clues());
    }

    private List<Slot> slots(Shape shape, LinkChoice choice, Map<Field, Slot> offered, int attempt)
            throws SQLException {
        List<Slot> slots = new ArrayList<>();
        for (Field field : shape.written()) {
            Map<Field, @Nullable String> fixed = choice.fixed();
            if (fixed.containsKey(field)) {
                slots.add(Slot.fixed(field, fixed.get(field)));
                continue;
            }
            Slot slot = offered.get(field);
            if (slot == null) {
                slot = pools.of(shape, field, fresh, attempt);
                offered.put(field, slot);
            }
            slots.add(slot);
        }
        return shared(slots, choice);
    }

    /** Columns that have to be equal are offered the same. */
    private static List<Slot> shared(List<Slot> slots, LinkChoice choice) {
        Map<Field, Slot> byField = new HashMap<>();
        slots.forEach(slot -> byField.put(slot.field(), slot));
        List<Slot> shared = new ArrayList<>();
        for (Slot slot : slots) {
            Field same = choice.equal().get(slot.field());
            Slot other = same == null ? null : byField.get(same);
            shared.add(other == null || slot.fixed() ? slot : new Slot(slot.field(), other.values(), false));
        }
        return shared;
    }

    /** Fills in what is found; the component that cannot be, or null if all can. */
    private @Nullable Component fill(
            Shape shape, List<Slot> slots, LinkChoice choice, Map<Field, @Nullable String> texts) throws SQLException {
        List<Condition> conditions = new ArrayList<>(shape.conditions());
        shape.keys().forEach(key -> conditions.add(new Condition(key.name(), key.freeIn(shape.sql()))));
        choice.equal()
                .forEach((one, other) -> conditions.add(new Condition(
                        "the reference to itself", one.sql() + " operator(pg_catalog.=) " + other.sql())));
        for (Condition condition : conditions) {
            if (condition.sql().equals("false")) {
                return new Component(List.of(), List.of(), List.of(condition));
            }
        }
        for (Component component : Component.split(shape, slots, conditions)) {
            Optional<Map<Field, @Nullable String>> found = search.solve(component);
            if (found.isEmpty()) {
                return component;
            }
            texts.putAll(found.get());
        }
        return null;
    }
}
