package io.tenancy.jdbc.internal.synthesis;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds values that satisfy conditions, by asking the server that will check them. Not thread-safe. */
final class Search {
    private static final int FEW = 8;
    private static final int WAYS = 100_000;
    private static final int ONE_BY_ONE = 200;

    private final Savepoints savepoints;

    Search(Savepoints savepoints) {
        this.savepoints = savepoints;
    }

    /**
     * Values for the columns of a component.
     *
     * @return the values by column, or empty if nothing that is offered satisfies the conditions
     */
    Optional<Map<Field, @Nullable String>> solve(Component component) throws SQLException {
        if (component.slots().isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<Field, @Nullable String>> found = tried(component.first(share(component, FEW)));
        double ways = component.ways();
        if (found.isEmpty() && ways > component.first(share(component, FEW)).ways()) {
            found = tried(component.first(share(component, Integer.MAX_VALUE)));
        }
        if (found.isEmpty() && ways > WAYS) {
            found = drawn(component.first(FEW / 2));
            return found.isEmpty() ? drawn(component) : found;
        }
        return found;
    }

    /** How many values of each column make no more ways than can be looked at. */
    private static int share(Component component, int most) {
        long free = component.slots().stream()
                .filter(slot -> slot.values().size() > 1)
                .count();
        double each = free == 0 ? most : Math.pow(WAYS, 1.0 / free);
        return (int) Math.max(2, Math.min(most, each));
    }

    private Optional<Map<Field, @Nullable String>> tried(Component component) throws SQLException {
        try {
            return ask(component, SearchSql.everyWay(component));
        } catch (SQLException e) {
            if (isPrivilege(e)) {
                throw e;
            }
            Component readable = readable(component);
            return readable.slots().stream().anyMatch(slot -> slot.values().isEmpty())
                    ? Optional.empty()
                    : again(readable);
        }
    }

    private Optional<Map<Field, @Nullable String>> again(Component component) throws SQLException {
        try {
            return ask(component, SearchSql.everyWay(component));
        } catch (SQLException e) {
            return oneByOne(component);
        }
    }

    private Optional<Map<Field, @Nullable String>> drawn(Component component) throws SQLException {
        Component readable = readable(component);
        if (readable.slots().stream().anyMatch(slot -> slot.values().isEmpty())) {
            return Optional.empty();
        }
        try {
            return ask(readable, SearchSql.someWays(readable, WAYS));
        } catch (SQLException e) {
            return oneByOne(readable);
        }
    }

    /** A condition fails on some values instead of refusing them: then one bad combination must not spoil the others. */
    private Optional<Map<Field, @Nullable String>> oneByOne(Component component) throws SQLException {
        for (int draw = 0; draw < ONE_BY_ONE; draw++) {
            List<@Nullable String> values = new ArrayList<>();
            int rest = draw;
            int size = component.slots().size();
            for (int i = 0; i < size; i++) {
                List<@Nullable String> offered = component.slots().get(i).values();
                // Counts through all ways if there are few columns, and through a diagonal of them if there are many.
                values.add(offered.get((size <= 3 ? rest : draw * (i + 1)) % offered.size()));
                rest /= offered.size();
            }
            try {
                Optional<Map<Field, @Nullable String>> found = ask(component, SearchSql.oneWay(component, values));
                if (found.isPresent()) {
                    return found;
                }
            } catch (SQLException e) {
                if (isPrivilege(e)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    /** The same, without the values that their type does not take. */
    private Component readable(Component component) throws SQLException {
        List<Slot> slots = new ArrayList<>();
        for (Slot slot : component.slots()) {
            List<String> texts = new ArrayList<>();
            slot.values().stream().filter(Objects::nonNull).forEach(texts::add);
            List<@Nullable String> accepted =
                    new ArrayList<>(slot.fixed() ? texts : accepted(slot.field().type(), texts));
            if (slot.values().contains(null)) {
                accepted.add(null);
            }
            slots.add(new Slot(slot.field(), accepted, slot.fixed()));
        }
        return component.with(slots);
    }

    /** Those of some values that a type takes. */
    List<String> accepted(TypeShape type, List<String> values) throws SQLException {
        if (values.isEmpty()) {
            return values;
        }
        try {
            return savepoints.tried(
                    connection -> PlainSql.list(connection, SearchSql.accepted(type, values), row -> row.getString(1)));
        } catch (SQLException e) {
            if (values.size() == 1) {
                return List.of();
            }
            // Halves, so that a few bad ones among many good ones cost little.
            List<String> all = new ArrayList<>(accepted(type, values.subList(0, values.size() / 2)));
            all.addAll(accepted(type, values.subList(values.size() / 2, values.size())));
            return all;
        }
    }

    /** The conditions that nothing on offer satisfies, alone or, if each can be, together. */
    String culprits(Component component) throws SQLException {
        List<String> alone = new ArrayList<>();
        for (Condition condition : component.conditions()) {
            if (solve(component.only(condition)).isEmpty()) {
                alone.add(condition.name());
            }
        }
        List<String> names =
                component.conditions().stream().map(Condition::name).distinct().toList();
        String columns = String.join(
                ", ",
                component.slots().stream().map(slot -> slot.field().name()).toList());
        if (names.isEmpty()) {
            return "no value of " + columns + " is known that its type takes";
        }
        return alone.isEmpty()
                ? "no values of " + columns + " satisfy " + String.join(", ", names) + " together"
                : "no value satisfies " + String.join(", ", alone);
    }

    private Optional<Map<Field, @Nullable String>> ask(Component component, String sql) throws SQLException {
        return savepoints.tried(connection -> read(connection, component, sql));
    }

    private static Optional<Map<Field, @Nullable String>> read(Connection connection, Component component, String sql)
            throws SQLException {
        return PlainSql.list(connection, sql, row -> values(row, component)).stream()
                .findFirst();
    }

    private static Map<Field, @Nullable String> values(ResultSet row, Component component) throws SQLException {
        Map<Field, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < component.slots().size(); i++) {
            values.put(component.slots().get(i).field(), row.getString(i + 1));
        }
        return values;
    }

    private static boolean isPrivilege(SQLException refusal) {
        return "42501".equals(refusal.getSQLState());
    }
}
