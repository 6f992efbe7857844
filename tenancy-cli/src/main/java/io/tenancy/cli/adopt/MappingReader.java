package io.tenancy.cli.adopt;

import io.tenancy.tenant.TenantKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the values of an existing tenant column, and refuses what would leave a row without a tenant, or between two. */
final class MappingReader {
    private static final int LISTED = 20;

    private final Connection connection;
    private final Original original;
    private final List<Original.Table> tenantTables;
    private final Decisions decisions;
    private final String column;
    private final Map<TenantKey, UUID> ids;

    private MappingReader(
            Connection connection,
            Original original,
            Map<Original.Table, Classified> classified,
            Decisions decisions,
            String column,
            Map<TenantKey, UUID> ids) {
        this.connection = connection;
        this.original = original;
        this.tenantTables = classified.entrySet().stream()
                .filter(entry -> entry.getValue().type() == TableClass.TENANT)
                .map(Map.Entry::getKey)
                .filter(table -> original.root(table).equals(table))
                .toList();
        this.decisions = decisions;
        this.column = column;
        this.ids = ids;
    }

    static @Nullable Mapping read(
            Connection connection,
            Original original,
            Map<Original.Table, Classified> classified,
            Decisions decisions,
            Map<TenantKey, UUID> ids)
            throws SQLException {
        String column = decisions.column();
        return column == null
                ? null
                : new MappingReader(connection, original, classified, decisions, column, ids).read();
    }

    private Mapping read() throws SQLException {
        List<Original.Table> holders = tenantTables.stream()
                .filter(table -> table.column(column) != null)
                .toList();
        if (holders.isEmpty()) {
            throw AdoptionException.usage("No table has a column " + column, "Check the name given with --column");
        }
        Map<String, UUID> tenants = new TreeMap<>();
        decisions.values().forEach((value, key) -> tenants.put(value, id(key)));
        UUID nulls = decisions.nulls() == null ? null : id(decisions.nulls());
        UUID rest = decisions.unmapped() == null ? null : id(decisions.unmapped());
        if (nulls != null) {
            tenants.putIfAbsent("", nulls);
        }
        Map<Original.Table, Original.ForeignKey> derived = derive(holders);
        List<Original.Table> loose = tenantTables.stream()
                .filter(table -> !holders.contains(table) && !derived.containsKey(table))
                .toList();
        requireMapped(holders, tenants, nulls, rest);
        requireLed(derived, nulls, rest, loose);
        Mapping mapping = new Mapping(column, tenants, nulls, rest, derived, loose);
        requireTogether(holders, mapping);
        return mapping;
    }

    private UUID id(TenantKey key) {
        UUID id = ids.get(key);
        if (id == null) {
            throw new IllegalStateException("no id for " + key);
        }
        return id;
    }

    /** Values are what somebody typed as names of customers, and have to be told to be mapped. */
    private void requireMapped(
            List<Original.Table> holders, Map<String, UUID> tenants, @Nullable UUID nulls, @Nullable UUID rest)
            throws SQLException {
        Map<String, Long> unmapped = new TreeMap<>();
        long without = 0;
        for (Original.Table table : holders) {
            for (Map.Entry<Optional<String>, Long> value : values(table).entrySet()) {
                if (value.getKey().isEmpty()) {
                    without += nulls == null ? value.getValue() : 0;
                } else if (!tenants.containsKey(value.getKey().get()) && rest == null) {
                    unmapped.merge(value.getKey().get(), value.getValue(), Long::sum);
                }
            }
        }
        if (!unmapped.isEmpty() || without > 0) {
            List<String> told = new ArrayList<>();
            unmapped.entrySet().stream()
                    .limit(LISTED)
                    .forEach(value -> told.add("'" + value.getKey() + "' (" + value.getValue() + " rows)"));
            if (unmapped.size() > LISTED) {
                told.add((unmapped.size() - LISTED) + " more");
            }
            if (without > 0) {
                told.add("NULL (" + without + " rows)");
            }
            throw AdoptionException.usage(
                    "Values of " + column + " that no tenant is named for: " + String.join(", ", told),
                    "Name one for each with --map VALUE=KEY, for NULL and '' with --nulls KEY, for all others with --unmapped KEY");
        }
    }

    private Map<Optional<String>, Long> values(Original.Table table) throws SQLException {
        return Query.list(
                        connection,
                        "select " + Sql.name(column) + "::text, count(*) from " + table.sql() + " group by 1",
                        row -> Map.entry(Optional.ofNullable(row.getString(1)), row.getLong(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
    }

    /** Level by level away from the tables that have the column; a key that is never null is the better guide. */
    private Map<Original.Table, Original.ForeignKey> derive(List<Original.Table> holders) {
        Map<Original.Table, Original.ForeignKey> derived = new LinkedHashMap<>();
        Set<Original.Table> known = new LinkedHashSet<>(holders);
        for (boolean found = true; found; ) {
            found = false;
            for (Original.Table table : tenantTables) {
                Optional<Original.ForeignKey> guide = known.contains(table)
                        ? Optional.empty()
                        : original.foreignKeys().stream()
                                .filter(key -> key.table() == table.oid())
                                .filter(key -> known.contains(original.root(original.table(key.target()))))
                                .min(Comparator.comparing((Original.ForeignKey key) -> mayBeNull(table, key))
                                        .thenComparing(Original.ForeignKey::name));
                if (guide.isPresent()) {
                    derived.put(table, guide.get());
                    known.add(table);
                    found = true;
                }
            }
        }
        return derived;
    }

    private static boolean mayBeNull(Original.Table table, Original.ForeignKey key) {
        return key.columns().stream().anyMatch(name -> {
            Original.Column found = table.column(name);
            return found == null || !found.notNull();
        });
    }

    private void requireLed(
            Map<Original.Table, Original.ForeignKey> derived,
            @Nullable UUID nulls,
            @Nullable UUID rest,
            List<Original.Table> loose)
            throws SQLException {
        List<String> lost = new ArrayList<>();
        for (Map.Entry<Original.Table, Original.ForeignKey> entry : derived.entrySet()) {
            if (nulls == null && rest == null && mayBeNull(entry.getKey(), entry.getValue())) {
                long rows = Query.one(
                        connection,
                        "select count(*) from " + entry.getKey().sql() + " where num_nulls("
                                + Sql.names(entry.getValue().columns()) + ") > 0",
                        row -> row.getLong(1));
                if (rows > 0) {
                    lost.add(entry.getKey().brief() + " (" + rows + " rows without "
                            + String.join(", ", entry.getValue().columns()) + ")");
                }
            }
        }
        if (rest == null) {
            loose.forEach(table -> lost.add(table.brief()));
        }
        if (!lost.isEmpty()) {
            throw AdoptionException.usage(
                    "Rows that neither " + column + " nor a foreign key leads to a tenant: " + String.join(", ", lost),
                    "Name such tables under --shared, or give their rows to a tenant with --unmapped KEY");
        }
    }

    /** A row of one tenant that points to a row of another cannot be kept by a composite key. */
    private void requireTogether(List<Original.Table> holders, Mapping mapping) throws SQLException {
        List<String> torn = new ArrayList<>();
        for (Original.ForeignKey key : original.foreignKeys()) {
            Original.Table from = original.table(key.table());
            Original.Table to = original.table(key.target());
            if (holders.contains(original.root(from)) && holders.contains(original.root(to))) {
                String join = java.util.stream.IntStream.range(0, key.columns().size())
                        .mapToObj(i -> "c." + Sql.name(key.columns().get(i)) + " = p."
                                + Sql.name(key.targetColumns().get(i)))
                        .collect(Collectors.joining(" and "));
                String value = Sql.name(column);
                long rows = Query.list(
                                connection,
                                "select c." + value + "::text as c, p." + value + "::text as p, count(*) from "
                                        + from.sql() + " c join " + to.sql() + " p on " + join + " where c." + value
                                        + " is distinct from p." + value + " group by 1, 2",
                                row -> new Pair(row.getString(1), row.getString(2), row.getLong(3)))
                        .stream()
                        .filter(pair -> !java.util.Objects.equals(
                                mapping.tenantOf(pair.child()), mapping.tenantOf(pair.parent())))
                        .mapToLong(Pair::rows)
                        .sum();
                if (rows > 0) {
                    torn.add(key.name() + " of " + from.brief() + " (" + rows + " rows)");
                }
            }
        }
        if (!torn.isEmpty()) {
            throw AdoptionException.refused(
                    "Rows of one tenant point to rows of another: " + String.join(", ", torn),
                    "Correct " + column + " on one side of these keys, then plan again");
        }
    }

    private record Pair(@Nullable String child, @Nullable String parent, long rows) {}
}
