package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The original with the decisions made about it: what every part of the plan works from. Immutable once made. */
final class Layout {
    private static final String SUFFIX = "_adopt";

    private final Original original;
    private final Map<Original.Table, Classified> classified;
    private final String column;
    private final List<FirstTenant> tenants;
    private final @Nullable Mapping mapping;
    private final Map<Long, String> temporary = new HashMap<>();

    Layout(
            Original original,
            Map<Original.Table, Classified> classified,
            String column,
            List<FirstTenant> tenants,
            @Nullable Mapping mapping) {
        this.original = original;
        this.classified = classified;
        this.column = column;
        this.tenants = List.copyOf(tenants);
        this.mapping = mapping;
        nameIndexes();
    }

    /** Names under which new indexes are built while the old ones still hold theirs. */
    private void nameIndexes() {
        Set<String> taken = new HashSet<>();
        original.indexes().forEach(index -> taken.add(index.sql()));
        original.sorted().forEach(table -> taken.add(table.sql()));
        for (Original.Index index : original.indexes()) {
            String name = Sql.suffixed(index.name(), SUFFIX);
            for (int n = 2; !taken.add(Sql.name(index.schema()) + "." + Sql.name(name)); n++) {
                name = Sql.suffixed(index.name(), SUFFIX + n);
            }
            temporary.put(index.oid(), name);
        }
    }

    Original original() {
        return original;
    }

    Map<Original.Table, Classified> classified() {
        return classified;
    }

    List<FirstTenant> tenants() {
        return tenants;
    }

    @Nullable
    Mapping mapping() {
        return mapping;
    }

    /** The tenant column, as it is. */
    String column() {
        return column;
    }

    /** The tenant column, as SQL takes it. */
    String tenant() {
        return Sql.name(column);
    }

    TableClass type(Original.Table table) {
        Classified found = classified.get(table);
        return found == null ? TableClass.LEFT : found.type();
    }

    boolean isTenant(Original.Table table) {
        return type(table) == TableClass.TENANT;
    }

    boolean isTenant(long table) {
        return isTenant(original.table(table));
    }

    /** Tenant tables, partitions and inheriting ones included, by name. */
    List<Original.Table> tenantTables() {
        return original.sorted().stream().filter(this::isTenant).toList();
    }

    List<Original.Table> roots(TableClass type) {
        return original.sorted().stream()
                .filter(table -> type(table) == type && original.root(table).equals(table))
                .toList();
    }

    /** Tables whose content is told by itself: an inheriting table has columns of its own, a partition has not. */
    List<Original.Table> measured(TableClass type) {
        return original.sorted().stream()
                .filter(table -> type(table) == type && !table.partition())
                .toList();
    }

    /** Tenant tables that hold rows themselves. */
    List<Original.Table> leaves() {
        return tenantTables().stream().filter(table -> !table.isPartitioned()).toList();
    }

    /** Partitioned tenant tables, the deepest first: an index of theirs takes in those of their partitions. */
    List<Original.Table> partitioned() {
        return tenantTables().stream()
                .filter(Original.Table::isPartitioned)
                .sorted(Comparator.comparing(this::depth).reversed().thenComparing(Original.Table::sql))
                .toList();
    }

    private int depth(Original.Table table) {
        int depth = 0;
        for (Original.Table at = table;
                !at.parents().isEmpty();
                at = original.table(at.parents().get(0))) {
            depth++;
        }
        return depth;
    }

    /** Indexes that get the tenant column in front; other methods than btree cannot take it there, and unique ones must. */
    List<Original.Index> rebuilt(Original.Table table) {
        return original.indexesOf(table).stream()
                .filter(index -> index.isKey() || index.method().equals("btree"))
                .toList();
    }

    List<Original.Index> kept(Original.Table table) {
        return original.indexesOf(table).stream()
                .filter(index -> !index.isKey() && !index.method().equals("btree"))
                .toList();
    }

    /** Foreign keys between two tenant tables. */
    List<Original.ForeignKey> foreignKeys() {
        return original.foreignKeys().stream()
                .filter(key -> isTenant(key.table()) && isTenant(key.target()))
                .toList();
    }

    String temporaryName(Original.Index index) {
        return String.valueOf(temporary.get(index.oid()));
    }

    boolean readsTenants(Original.View view) {
        return view.reads().stream().anyMatch(oid -> original.tables().containsKey(oid) && isTenant(oid));
    }

    /** Superusers need no grants. */
    boolean isSuperuser(String role) {
        return original.superusers().contains(role);
    }

    List<String> schemas() {
        List<String> schemas = new ArrayList<>();
        original.owned().stream()
                .filter(owned -> owned.kind().equals("schema"))
                .forEach(schema -> schemas.add(schema.sql()));
        return schemas;
    }
}
