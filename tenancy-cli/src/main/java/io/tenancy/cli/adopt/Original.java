package io.tenancy.cli.adopt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database as it was before: what adoption has to know of its catalog, and what the way back restores.
 *
 * @param server the version number of the server, such as 170006
 * @param tables every table by its oid, partitions and inheriting ones included
 * @param indexes all valid indexes
 * @param foreignKeys all that stand by themselves: those that partitions have from their parent are left out
 * @param triggers the application's own
 * @param views views and materialized views
 * @param sequences all, with and without an owning column
 * @param owned whatever else has an owner: functions, types, schemas
 * @param grants all privileges on tables, columns, views and sequences, defaults spelt out
 * @param extensions the names of installed extensions
 * @param superusers the names of superusers
 */
record Original(
        int server,
        Map<Long, Table> tables,
        List<Index> indexes,
        List<ForeignKey> foreignKeys,
        List<Trigger> triggers,
        List<View> views,
        List<Sequence> sequences,
        List<Owned> owned,
        List<Grant> grants,
        Set<String> extensions,
        Set<String> superusers) {

    /** The tables of an application by name. */
    List<Table> sorted() {
        return tables.values().stream()
                .sorted(java.util.Comparator.comparing(Table::sql))
                .toList();
    }

    Table table(long oid) {
        Table found = tables.get(oid);
        if (found == null) {
            throw new IllegalArgumentException("no table " + oid);
        }
        return found;
    }

    List<Index> indexesOf(Table table) {
        return indexes.stream().filter(index -> index.table() == table.oid()).toList();
    }

    List<Table> childrenOf(Table table) {
        return sorted().stream()
                .filter(child -> child.parents().contains(table.oid()))
                .toList();
    }

    /** The table at the top of a partition tree or an inheritance tree. */
    Table root(Table table) {
        Table root = table;
        while (!root.parents().isEmpty() && tables.containsKey(root.parents().get(0))) {
            root = table(root.parents().get(0));
        }
        return root;
    }

    Map<String, Table> bySql() {
        return sorted().stream()
                .collect(Collectors.toMap(Table::sql, table -> table, (first, second) -> first, LinkedHashMap::new));
    }

    /**
     * A table.
     *
     * @param kind {@code r} or {@code p}
     * @param parents what it is a partition of, or inherits from
     * @param owner the role, as it is
     * @param rows an estimate, -1 if there is none
     */
    record Table(
            long oid,
            String schema,
            String name,
            String sql,
            char kind,
            boolean partition,
            List<Long> parents,
            List<Column> columns,
            String owner,
            boolean rowSecurity,
            boolean forced,
            boolean unlogged,
            List<String> policies,
            char replicaIdentity,
            long rows) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Table table && table.oid == oid;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(oid);
        }

        boolean isPartitioned() {
            return kind == 'p';
        }

        @Nullable
        Column column(String name) {
            return columns.stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        List<String> columnNames() {
            return columns.stream().map(Column::name).toList();
        }

        /** What one writes: {@code film}, and with a schema only if it is not public. */
        String brief() {
            return schema.equals("public") ? Sql.name(name) : sql;
        }
    }

    record Column(
            int number, String name, String type, boolean notNull, boolean generated, char identity, boolean local) {}

    /**
     * An index.
     *
     * @param keys its key columns as CREATE INDEX takes them, with collation, operator class and order
     * @param keyColumns their names, null for an expression
     * @param constraint the name of the constraint it serves, or null
     * @param kind {@code p}, {@code u} or {@code x} for a constraint's
     * @param definition CREATE INDEX, or the constraint's text for ALTER TABLE ADD CONSTRAINT
     * @param operators of an exclusion constraint
     * @param parent the index of the partitioned table it belongs to, or 0
     */
    record Index(
            long oid,
            long table,
            String schema,
            String name,
            String method,
            boolean unique,
            boolean nullsNotDistinct,
            boolean clustered,
            boolean replicaIdentity,
            List<String> keys,
            List<@Nullable String> keyColumns,
            List<String> includes,
            @Nullable String predicate,
            @Nullable String options,
            @Nullable String tablespace,
            @Nullable String constraint,
            char kind,
            boolean deferrable,
            boolean deferred,
            List<String> operators,
            String definition,
            @Nullable String comment,
            long parent) {
        boolean isKey() {
            return unique || kind == 'x';
        }

        boolean isConstraint() {
            return constraint != null;
        }

        String sql() {
            return Sql.name(schema) + "." + Sql.name(name);
        }
    }

    record ForeignKey(
            long oid,
            String name,
            long table,
            List<String> columns,
            long target,
            List<String> targetColumns,
            char onDelete,
            char onUpdate,
            List<String> setColumns,
            char match,
            boolean deferrable,
            boolean deferred,
            boolean validated,
            String definition,
            @Nullable String comment) {}

    /** A trigger of the application; {@code enabled} as in {@code pg_trigger.tgenabled}. */
    record Trigger(long table, String name, char enabled) {}

    /**
     * A view.
     *
     * @param kind {@code v} or {@code m}
     * @param invoker what its option {@code security_invoker} says, null if it has none
     * @param reads the tables it reaches, through other views too
     * @param keys constraints whose columns it groups by without naming the others
     */
    record View(
            long oid,
            String schema,
            String name,
            String sql,
            char kind,
            String owner,
            @Nullable String invoker,
            boolean writable,
            List<Long> reads,
            List<String> keys) {
        boolean isMaterialized() {
            return kind == 'm';
        }
    }

    /**
     * A sequence.
     *
     * @param ownedBy the table whose column owns it, or 0
     * @param usedBy the tables whose defaults draw from it
     */
    record Sequence(long oid, String sql, String owner, long ownedBy, List<Long> usedBy) {}

    /**
     * Something with an owner.
     *
     * @param kind as ALTER takes it: {@code function}, {@code type}, {@code view}
     * @param definer whether it is a function that runs with its owner's rights
     */
    record Owned(String kind, String sql, String owner, boolean definer, boolean trigger) {}

    /**
     * A privilege.
     *
     * @param on {@code table public.film} or {@code sequence ..}, as GRANT takes it
     * @param column null for the whole
     * @param grantee the role, or null for PUBLIC
     */
    record Grant(
            String on, @Nullable String column, @Nullable String grantee, String privilege, boolean grantable) {}
}
