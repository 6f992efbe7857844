package io.tenancy.jdbc.internal.synthesis;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills tables, parents first; circles are closed by an update, or by a check that waits. Not thread-safe. */
final class Seeder {
    private static final int ATTEMPTS = 12;
    private static final int DEPTH = 4;
    private static final String REFUSED = "the server refuses: ";
    /** What no other value would mend: a missing privilege, something that the server cannot do, a trigger that loops. */
    private static final Set<String> HOPELESS =
            Set.of("42501", "0A000", "42P01", "42883", "42703", "54001", "55P03", "57014");

    private final Map<Long, Shape> shapes;
    private final Graph graph;
    private final Ground ground;
    private final RowPlanner planner;
    private final List<Standing> standing = new ArrayList<>();
    private final Map<Need, String> failed = new HashMap<>();
    private final Set<Need> begun = new HashSet<>();
    private final List<Open> open = new ArrayList<>();
    private final Set<Unfilled> unfilled = new LinkedHashSet<>();
    private final Set<Unfilled> full = new LinkedHashSet<>();
    private @Nullable Side first;

    Seeder(Map<Long, Shape> shapes, Ground ground, RowPlanner planner) {
        this.shapes = shapes;
        this.graph = new Graph(shapes);
        this.ground = ground;
        this.planner = planner;
    }

    /** A row that a table needs: of a side, with values that are given. */
    private record Need(long table, @Nullable Side side, Map<Field, @Nullable String> fixed) {}

    /** A foreign key that still has to be filled. */
    private record Open(Standing row, Link link) {}

    Seeding seed(List<TableToFill> tables, Side a, Side b) throws SQLException {
        first = a;
        for (TableToFill table : tables) {
            Shape shape = shapes.get(table.oid());
            if (shape == null) {
                unfilled.add(new Unfilled(table.oid(), "table " + table.oid(), "there is no such table"));
            } else if (shape.tenant() == null && table.tenantColumn() != null) {
                unfilled.add(new Unfilled(table.oid(), shape.sql(), "it has no column " + table.tenantColumn()));
            } else {
                fill(need(shape, shape.tenant() == null ? null : a));
                fill(need(shape, shape.tenant() == null ? null : b));
            }
        }
        close();
        for (TableToFill table : tables) {
            Shape shape = shapes.get(table.oid());
            if (shape != null) {
                makeRoom(shape, a);
                makeRoom(shape, b);
            }
        }
        refresh();
        return new Seeding(
                standing.stream().filter(Standing::made).map(Standing::seeded).toList(),
                List.copyOf(unfilled),
                List.copyOf(full));
    }

    private static Need need(Shape shape, @Nullable Side side) {
        Map<Field, @Nullable String> fixed = new LinkedHashMap<>();
        Field tenant = shape.tenant();
        if (tenant != null && side != null) {
            fixed.put(tenant, value(tenant, side));
        }
        return new Need(shape.oid(), side, fixed);
    }

    private static String value(Field tenant, Side side) {
        return tenant.type().category() == 'N'
                ? Long.toString(side.number())
                : side.tenant().toString();
    }

    private void fill(Need need) throws SQLException {
        if (!begun.add(need)) {
            return;
        }
        Shape shape = Objects.requireNonNull(shapes.get(need.table()));
        for (Link link : shape.links()) {
            Shape parent = shapes.get(link.parent());
            boolean inCircle = graph.reaches(link.parent(), shape.oid());
            if (parent != null && link.parent() != shape.oid() && (!inCircle || !shape.canWait(link))) {
                fillParent(link, parent, need);
            }
        }
        Optional<String> reason = add(need);
        // Two references to one table may have to lead to different rows of it.
        for (Link link : shape.links()) {
            boolean unplanned = reason.isPresent() && !reason.get().startsWith(REFUSED);
            if (unplanned
                    && link.parent() != shape.oid()
                    && !parents(link, need).isEmpty()
                    && addParent(link, need, DEPTH)) {
                reason = add(need);
            }
        }
        reason.ifPresent(why -> {
            failed.put(need, why);
            unfilled.add(new Unfilled(shape.oid(), shape.sql(), why));
        });
    }

    private void fillParent(Link link, Shape parent, Need child) throws SQLException {
        Need need = parentNeed(link, parent, child);
        if (begun.contains(need)) {
            return;
        }
        boolean asked = parent.tenant() != null;
        if (!asked && !isThere(parent, need)) {
            try {
                standing.addAll(ground.some(parent, link.parentColumns(), need.fixed()));
            } catch (SQLException e) {
                unfilled.add(new Unfilled(parent.oid(), parent.sql(), "cannot be read: " + Savepoints.said(e)));
            }
        }
        if (asked || !isThere(parent, need)) {
            fill(need);
        }
    }

    private boolean isThere(Shape parent, Need need) {
        return standing.stream()
                .filter(row -> row.shape().oid() == parent.oid())
                .anyMatch(row -> need.fixed().entrySet().stream()
                        .allMatch(value ->
                                Objects.equals(row.texts().get(value.getKey().sql()), value.getValue())));
    }

    /** The parent's row: of the same side, or with the tenant's own value where a shared table is referred to with it. */
    private Need parentNeed(Link link, Shape parent, Need child) {
        if (parent.tenant() != null) {
            return need(parent, child.side() == null ? first : child.side());
        }
        Map<Field, @Nullable String> fixed = new LinkedHashMap<>();
        for (int i = 0; i < link.columns().size(); i++) {
            String given = child.fixed().get(link.columns().get(i));
            String column = link.parentColumns().get(i);
            if (given != null) {
                parent.fields().stream()
                        .filter(field -> field.sql().equals(column))
                        .forEach(field -> fixed.put(field, given));
            }
        }
        return new Need(parent.oid(), null, fixed);
    }

    /** Inserts a row; the reason if it cannot be. */
    private Optional<String> add(Need need) throws SQLException {
        Shape shape = Objects.requireNonNull(shapes.get(need.table()));
        if (shape.kind() != 'r' && shape.kind() != 'p') {
            return Optional.of("it is no ordinary table");
        }
        String reason = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                RowPlanner.Planned planned = planner.plan(shape, need.fixed(), parents(shape, need), true, attempt);
                if (planned.draft().isEmpty()) {
                    return Optional.of(because(shape, need, reason.isEmpty() ? planned.reason() : reason));
                }
                Draft draft = planned.draft().get();
                Optional<Standing> row = ground.insert(draft, need.side());
                if (row.isPresent()) {
                    standing.add(row.get());
                    draft.waiting().forEach(link -> open.add(new Open(row.get(), link)));
                    return Optional.empty();
                }
                reason = "a trigger or rule keeps rows out without an error";
            } catch (SQLException e) {
                reason = REFUSED + Savepoints.said(e);
                if (HOPELESS.contains(String.valueOf(e.getSQLState()))) {
                    return Optional.of(reason);
                }
            }
        }
        return Optional.of(reason);
    }

    /** The reason, or the one behind it: why a parent has no row. */
    private String because(Shape shape, Need need, String reason) {
        for (Link link : shape.links()) {
            Shape parent = shapes.get(link.parent());
            if (parent != null
                    && parent.oid() != shape.oid()
                    && !shape.canBeNull(link)
                    && parents(link, need).isEmpty()) {
                String why = failed.get(parentNeed(link, parent, need));
                return "foreign key " + link.name() + " needs a row of " + parent.sql() + ", which "
                        + (why == null ? "needs a row of this table first" : "has none: " + why);
            }
        }
        return reason;
    }

    private Map<Link, List<Standing>> parents(Shape shape, Need need) {
        return shape.links().stream()
                .collect(Collectors.toMap(link -> link, link -> parents(link, need), (a, b) -> a, LinkedHashMap::new));
    }

    private List<Standing> parents(Link link, Need need) {
        Side side = need.side() == null ? first : need.side();
        List<Standing> rows = new ArrayList<>(standing.stream()
                .filter(row -> row.shape().oid() == link.parent()
                        && (row.side() == null || row.side().equals(side))
                        && link.parentColumns().stream()
                                .noneMatch(column -> row.texts().get(column) == null))
                .toList());
        return rows.subList(0, Math.min(rows.size(), 6));
    }

    /** Fills the foreign keys that waited. */
    private void close() throws SQLException {
        for (Open one : open) {
            String problem = close(one);
            if (!problem.isEmpty() && !one.row().shape().canBeNull(one.link())) {
                Shape shape = one.row().shape();
                unfilled.add(new Unfilled(
                        shape.oid(), shape.sql(), "foreign key " + one.link().name() + ": " + problem));
                standing.remove(one.row());
            }
        }
        open.clear();
        try {
            ground.checkAll();
        } catch (SQLException e) {
            unfilled.add(new Unfilled(0, "the rows together", REFUSED + Savepoints.said(e)));
        }
    }

    private String close(Open one) throws SQLException {
        Need need = need(one.row().shape(), one.row().side());
        String reason = "there is no row to refer to";
        for (Standing parent : parents(one.link(), need)) {
            Map<Field, @Nullable String> values = new LinkedHashMap<>();
            for (int i = 0; i < one.link().columns().size(); i++) {
                Field column = one.link().columns().get(i);
                if (!column.equals(one.row().shape().tenant())) {
                    values.put(
                            column,
                            parent.texts().get(one.link().parentColumns().get(i)));
                }
            }
            try {
                ground.update(one.row(), values);
                Map<String, @Nullable String> texts =
                        new LinkedHashMap<>(one.row().texts());
                values.forEach((column, text) -> texts.put(column.sql(), text));
                standing.replaceAll(
                        row -> row.equals(one.row()) ? new Standing(row.shape(), row.side(), texts, row.made()) : row);
                return "";
            } catch (SQLException e) {
                reason = REFUSED + Savepoints.said(e);
            }
        }
        return reason;
    }

    /** Sees to it that a further row can be made, by further parents if all are taken. */
    private void makeRoom(Shape shape, Side side) throws SQLException {
        boolean filled = standing.stream()
                .anyMatch(row -> row.made()
                        && row.shape().oid() == shape.oid()
                        && (row.side() == null || row.side().equals(side)));
        if (!filled || draft(shape, side).isPresent()) {
            return;
        }
        for (Link link : shape.links()) {
            if (link.parent() != shape.oid()
                    && addParent(link, need(shape, side), DEPTH)
                    && draft(shape, side).isPresent()) {
                return;
            }
        }
        full.add(new Unfilled(shape.oid(), shape.sql(), "it takes no further row of " + side.name()));
    }

    private boolean addParent(Link link, Need child, int depth) throws SQLException {
        Shape parent = shapes.get(link.parent());
        if (parent == null || depth == 0) {
            return false;
        }
        Need need = parentNeed(link, parent, child);
        if (add(need).isEmpty()) {
            return true;
        }
        for (Link above : parent.links()) {
            if (above.parent() != parent.oid()
                    && addParent(above, need, depth - 1)
                    && add(need).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    Optional<NewRow> another(long table, Side side) throws SQLException {
        Shape shape = shapes.get(table);
        return shape == null
                ? Optional.empty()
                : draft(shape, side).map(draft -> new NewRow(table, draft.insert(), draft.literals()));
    }

    private Optional<Draft> draft(Shape shape, Side side) throws SQLException {
        Need need = need(shape, side);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Draft> draft = planner.plan(shape, need.fixed(), parents(shape, need), false, attempt)
                    .draft();
            if (draft.isEmpty()) {
                return draft;
            }
            try {
                if (ground.wouldAccept(draft.get(), side)) {
                    return draft;
                }
            } catch (SQLException e) {
                if (HOPELESS.contains(String.valueOf(e.getSQLState()))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Reads the rows again: triggers of later rows, updates and cascades may have changed them. */
    private void refresh() throws SQLException {
        List<Standing> now = new ArrayList<>();
        for (Standing row : standing) {
            Optional<Standing> there = ground.read(row);
            there.ifPresent(now::add);
            if (there.isEmpty()) {
                unfilled.add(new Unfilled(
                        row.shape().oid(), row.shape().sql(), "its row was removed or changed its key by a trigger"));
            }
        }
        standing.clear();
        standing.addAll(now);
    }
}
