package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says of every table whose rows it holds. In doubt a table belongs to tenants, because a table that is wrongly a tenant's costs
 * copies, and one that is wrongly shared shows one tenant's rows to all.
 */
final class Classifier {
    private static final long SMALL = 1_000;

    /** What the world has in common, whoever the customer is. */
    private static final Set<String> WORLD = Set.of(
            "country",
            "countries",
            "currency",
            "currencies",
            "language",
            "languages",
            "locale",
            "locales",
            "timezone",
            "timezones",
            "time_zone",
            "continent",
            "continents");

    /** Histories that migration tools keep. */
    private static final Set<String> TOOLS = Set.of(
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "databasechangeloglock",
            "alembic_version",
            "schema_migrations",
            "ar_internal_metadata",
            "django_migrations",
            "knex_migrations",
            "knex_migrations_lock",
            "goose_db_version",
            "__efmigrationshistory");

    private final Original original;
    private final Map<Long, TableClass> asked;
    private final @Nullable String column;
    private final ToLongFunction<Original.Table> rows;
    private final Map<Long, TableClass> types = new HashMap<>();
    private final Map<Long, String> reasons = new HashMap<>();

    private Classifier(
            Original original,
            Map<Long, TableClass> asked,
            @Nullable String column,
            ToLongFunction<Original.Table> rows) {
        this.original = original;
        this.asked = asked;
        this.column = column;
        this.rows = rows;
    }

    /**
     * Classifies.
     *
     * @param shared tables that somebody calls shared, with or without schema
     * @param tenant tables that somebody calls tenants'
     * @param column an existing column that tells tenants apart, or null
     * @param rows how many rows a table has, counted no further than needed
     */
    static Map<Original.Table, Classified> classify(
            Original original,
            Set<String> shared,
            Set<String> tenant,
            @Nullable String column,
            ToLongFunction<Original.Table> rows) {
        Map<Long, TableClass> asked = new HashMap<>();
        named(original, shared).forEach(table -> asked.put(table.oid(), TableClass.SHARED));
        for (Original.Table table : named(original, tenant)) {
            if (asked.put(table.oid(), TableClass.TENANT) == TableClass.SHARED) {
                throw AdoptionException.usage(
                        table.sql() + " is named both as shared and as a tenant table", "Name it once");
            }
        }
        return new Classifier(original, asked, column, rows).run();
    }

    private static List<Original.Table> named(Original original, Set<String> names) {
        List<Original.Table> found = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            List<Original.Table> hits = original.sorted().stream()
                    .filter(table -> name.equals(table.name())
                            || name.equals(table.sql())
                            || name.equals(table.schema() + "." + table.name()))
                    .toList();
            if (hits.size() != 1) {
                throw AdoptionException.usage(
                        hits.isEmpty() ? "There is no table " + name : "There are several tables " + name,
                        hits.isEmpty() ? "Check the name and its schema" : "Name it with its schema");
            }
            found.add(original.root(hits.get(0)));
        }
        return found;
    }

    private Map<Original.Table, Classified> run() {
        List<Original.Table> roots = original.sorted().stream()
                .filter(table -> original.root(table).equals(table))
                .toList();
        roots.forEach(this::first);
        settle(roots);
        requireClosed();
        Map<Original.Table, Classified> result = new LinkedHashMap<>();
        for (Original.Table table : original.sorted()) {
            Original.Table root = original.root(table);
            String why = root.equals(table) ? reason(root) : "a part of " + root.sql();
            result.put(table, new Classified(table.sql(), type(root), why));
        }
        return result;
    }

    /** Whatever points at a tenant's row belongs to that tenant; rings that point only at each other are broken somewhere. */
    private void settle(List<Original.Table> roots) {
        while (true) {
            for (boolean changed = true; changed; ) {
                changed = false;
                for (Original.ForeignKey key : original.foreignKeys()) {
                    changed |= follow(key);
                }
            }
            Optional<Original.Table> open =
                    roots.stream().filter(table -> reason(table).isEmpty()).findFirst();
            if (open.isEmpty()) {
                return;
            }
            set(
                    onRing(open.get()),
                    TableClass.TENANT,
                    "one of a ring of tables that point to each other, and no common list");
        }
    }

    private Original.Table onRing(Original.Table start) {
        Original.Table at = start;
        Set<Original.Table> seen = new HashSet<>();
        while (seen.add(at)) {
            at = allTargets(at).stream()
                    .filter(target -> reason(target).isEmpty())
                    .min(Comparator.comparing(Original.Table::sql))
                    .orElse(at);
        }
        return at;
    }

    private TableClass type(Original.Table table) {
        return types.getOrDefault(table.oid(), TableClass.UNSURE);
    }

    private String reason(Original.Table table) {
        return reasons.getOrDefault(table.oid(), "");
    }

    private void set(Original.Table table, TableClass type, String why) {
        types.put(table.oid(), type);
        reasons.put(table.oid(), why);
    }

    private void first(Original.Table table) {
        TableClass said = asked.get(table.oid());
        String name = table.name().toLowerCase(Locale.ROOT);
        if (column != null && table.column(column) != null) {
            set(table, TableClass.TENANT, "it has the column " + column);
        } else if (said != null) {
            set(table, said, "named by you");
        } else if (TOOLS.contains(name)) {
            set(table, TableClass.LEFT, "the history of a migration tool");
        } else if (personal(table) != null) {
            set(table, TableClass.TENANT, "holds what is somebody's own: " + personal(table));
        } else if (pointsOut(table)) {
            set(table, TableClass.UNSURE, "");
        } else if (WORLD.contains(name) && isSmall(table)) {
            set(table, TableClass.SHARED, "the same for everybody by its name, small, and points to no other table");
        } else if (isReferenced(table) && isSmall(table) && table.columns().size() <= 4) {
            set(
                    table,
                    TableClass.UNSURE,
                    "looked up by others, small, few columns: a common list, or each tenant's own?");
        } else if (!isReferenced(table) && looksCommon(name) && isSmall(table)) {
            set(table, TableClass.UNSURE, "small, and by its name it may hold settings of the whole installation");
        } else {
            set(
                    table,
                    TableClass.TENANT,
                    isReferenced(table)
                            ? "others point to it, and nothing makes it a common list"
                            : "stands alone, and nothing makes it a common list");
        }
    }

    /** A table that points only to shared ones is undecided until here; the first pointer to tenants' rows decides. */
    private boolean follow(Original.ForeignKey key) {
        Original.Table from = original.root(original.table(key.table()));
        Original.Table to = original.root(original.table(key.target()));
        if (from.equals(to) || !reason(from).isEmpty()) {
            return false;
        }
        if (type(to) == TableClass.TENANT) {
            set(from, TableClass.TENANT, "points to " + to.brief());
            return true;
        }
        if (allTargets(from).stream().allMatch(target -> type(target) == TableClass.SHARED)) {
            boolean list = isSmall(from) && isReferenced(from) && from.columns().size() <= 4;
            set(
                    from,
                    list ? TableClass.UNSURE : TableClass.TENANT,
                    list
                            ? "points to shared tables only, small, few columns: a common list, or each tenant's own?"
                            : "points to shared tables only, but nothing makes it a common list");
            return true;
        }
        if (allTargets(from).stream()
                .allMatch(target -> !reason(target).isEmpty() && type(target) != TableClass.TENANT)) {
            set(from, TableClass.TENANT, "points to " + to.brief() + ", and nothing makes it a common list");
            return true;
        }
        return false;
    }

    private Set<Original.Table> allTargets(Original.Table from) {
        return original.foreignKeys().stream()
                .filter(key -> original.root(original.table(key.table())).equals(from))
                .map(key -> original.root(original.table(key.target())))
                .filter(target -> !target.equals(from))
                .collect(Collectors.toSet());
    }

    private void requireClosed() {
        for (Original.ForeignKey key : original.foreignKeys()) {
            Original.Table from = original.root(original.table(key.table()));
            Original.Table to = original.root(original.table(key.target()));
            if (type(from) == TableClass.SHARED && type(to) == TableClass.TENANT) {
                throw AdoptionException.refused(
                        from.sql() + " is to be shared, but its foreign key " + key.name() + " points to " + to.sql()
                                + ", which belongs to tenants",
                        "Name " + from.brief() + " under --tenant-tables, or " + to.brief() + " under --shared");
            }
        }
    }

    private boolean pointsOut(Original.Table table) {
        return !allTargets(table).isEmpty();
    }

    private boolean isReferenced(Original.Table table) {
        return original.foreignKeys().stream()
                .anyMatch(key -> original.root(original.table(key.target())).equals(table)
                        && !original.root(original.table(key.table())).equals(table));
    }

    private boolean isSmall(Original.Table table) {
        return rows.applyAsLong(table) <= SMALL;
    }

    private static @Nullable String personal(Original.Table table) {
        return table.columnNames().stream()
                .filter(
                        name -> name.toLowerCase(Locale.ROOT)
                                .matches(
                                        "(.*_)?(e?mail|phone|mobile|passw(or)?d|iban|salary|birth_?da(y|te)|(first|last)_?name)(_.*)?"))
                .findFirst()
                .orElse(null);
    }

    static boolean isTool(String name) {
        return TOOLS.contains(name);
    }

    private static boolean looksCommon(String name) {
        return name.matches(".*(config|setting|parameter|param|option|lookup|_type|_status|_kind|_code)s?");
    }
}
