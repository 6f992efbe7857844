package io.tenancy.cli.adopt;

import java.util.List;
import java.util.stream.Collectors;

/** Writes keys and indexes anew, with the tenant column in front. */
final class KeySql {
    private static final String CONTEXT = "current_setting('tenancy.tenant_id')::uuid";

    private final Layout layout;

    KeySql(Layout layout) {
        this.layout = layout;
    }

    static String contextDefault() {
        return CONTEXT;
    }

    /** CREATE INDEX with everything the old one had. */
    String createIndex(Original.Index index, String name, boolean concurrently) {
        String table = layout.original().table(index.table()).sql();
        return "create " + (index.unique() ? "unique " : "") + "index "
                + (concurrently ? "concurrently if not exists " : "") + Sql.name(name) + " on " + table + " using "
                + index.method() + " (" + layout.tenant() + ", " + String.join(", ", index.keys()) + ")"
                + tail(index)
                + (index.predicate() == null ? "" : " where " + index.predicate());
    }

    private static String tail(Original.Index index) {
        return (index.includes().isEmpty() ? "" : " include (" + Sql.names(index.includes()) + ")")
                + (index.nullsNotDistinct() ? " nulls not distinct" : "")
                + (index.options() == null || index.options().isEmpty() ? "" : " with (" + index.options() + ")")
                + (index.tablespace() == null ? "" : " tablespace " + Sql.name(index.tablespace()));
    }

    /** A primary key or unique constraint that takes over an index which is built already. */
    String adoptIndex(Original.Index index) {
        return add(index) + (index.kind() == 'p' ? "primary key" : "unique") + " using index "
                + Sql.name(layout.temporaryName(index)) + timing(index.deferrable(), index.deferred());
    }

    /** The same on a partitioned table, which finds those of its partitions. */
    String gatherConstraint(Original.Index index) {
        String nulls = index.nullsNotDistinct() ? " nulls not distinct" : "";
        return add(index) + (index.kind() == 'p' ? "primary key" : "unique" + nulls) + " (" + layout.tenant() + ", "
                + String.join(", ", index.keys()) + ")"
                + (index.includes().isEmpty() ? "" : " include (" + Sql.names(index.includes()) + ")")
                + timing(index.deferrable(), index.deferred());
    }

    String exclusion(Original.Index index) {
        String items = java.util.stream.IntStream.range(0, index.keys().size())
                .mapToObj(
                        i -> index.keys().get(i) + " with " + index.operators().get(i))
                .collect(Collectors.joining(", "));
        return add(index) + "exclude using " + index.method() + " (" + layout.tenant() + " with =, " + items + ")"
                + tail(index)
                + (index.predicate() == null ? "" : " where (" + index.predicate() + ")")
                + timing(index.deferrable(), index.deferred());
    }

    private String add(Original.Index index) {
        return "alter table " + layout.original().table(index.table()).sql() + " add constraint "
                + Sql.name(String.valueOf(index.constraint())) + " ";
    }

    private static String timing(boolean deferrable, boolean deferred) {
        return deferrable ? " deferrable" + (deferred ? " initially deferred" : "") : "";
    }

    /** A foreign key with the tenant column on both sides. */
    String foreignKey(Original.ForeignKey key) {
        Original.Table table = layout.original().table(key.table());
        List<String> set = key.setColumns().isEmpty() ? key.columns() : key.setColumns();
        return "alter table " + table.sql() + " add constraint " + Sql.name(key.name()) + " foreign key ("
                + layout.tenant() + ", " + Sql.names(key.columns()) + ") references "
                + layout.original().table(key.target()).sql() + " (" + layout.tenant() + ", "
                + Sql.names(key.targetColumns()) + ")"
                + (key.match() == 'f' && !needsPairCheck(key) ? " match full" : "")
                + action(" on delete ", key.onDelete(), " (" + Sql.names(set) + ")")
                + action(" on update ", key.onUpdate() == 'n' ? 'a' : key.onUpdate(), "")
                + timing(key.deferrable(), key.deferred())
                + (table.isPartitioned() ? "" : " not valid");
    }

    private static String action(String when, char action, String columns) {
        return switch (action) {
            case 'r' -> when + "restrict";
            case 'c' -> when + "cascade";
            case 'n' -> when + "set null" + columns;
            case 'd' -> when + "set default" + columns;
            default -> "";
        };
    }

    /**
     * MATCH FULL wants all columns or none, and the tenant column is always there: with columns that may be null it becomes MATCH
     * SIMPLE, and the rule, all or none, a check.
     */
    boolean needsPairCheck(Original.ForeignKey key) {
        return key.match() == 'f'
                && key.columns().stream()
                        .anyMatch(name -> !notNull(layout.original().table(key.table()), name));
    }

    private static boolean notNull(Original.Table table, String name) {
        Original.Column column = table.column(name);
        return column != null && column.notNull();
    }

    static String pairCheckName(Original.ForeignKey key) {
        return Sql.suffixed(key.name(), "_match_full");
    }

    String pairCheck(Original.ForeignKey key) {
        return "alter table " + layout.original().table(key.table()).sql() + " add constraint "
                + Sql.name(pairCheckName(key)) + " check (num_nulls(" + Sql.names(key.columns()) + ") in (0, "
                + key.columns().size() + ")) not valid";
    }
}
