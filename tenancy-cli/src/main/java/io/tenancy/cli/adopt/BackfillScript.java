package io.tenancy.cli.adopt;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fills the tenant column of rows that are there, a few thousand at a time, each batch a transaction of its own. */
final class BackfillScript {
    /** 8 MB of table at a time: tens of thousands of rows, a second or so. */
    private static final int PAGES = 1_000;

    private final Layout layout;
    private final Mapping mapping;
    private final Script script = Script.stepwise("backfill");

    private BackfillScript(Layout layout, Mapping mapping) {
        this.layout = layout;
        this.mapping = mapping;
    }

    static Script of(Layout layout, Mapping mapping) {
        return new BackfillScript(layout, mapping).write();
    }

    private Script write() {
        script.head(
                "Gives every row the tenant that " + mapping.column() + " names, or that the row it points to has. "
                        + mapping.column() + " itself stays as it is.",
                "In batches by place in the table, each committed at once. The application's triggers are off inside a batch: nothing",
                "is changed that they would have to know. May be run again: rows that have a tenant are passed over.",
                "From here to the last step the application must not write: its rows would have no tenant.");
        script.set("set lock_timeout = '5s'").set("set statement_timeout = 0");
        for (Original.Table table : layout.roots(TableClass.TENANT)) {
            if (table.column(mapping.column()) != null) {
                script.section(table.sql());
                leaves(table)
                        .forEach(leaf ->
                                script.add(batches(leaf, layout.tenant() + " = " + mapping.expression(), null, null)));
            }
        }
        mapping.derived().forEach(this::derived);
        for (Original.Table table : mapping.loose()) {
            script.section(table.sql() + ": nothing leads to a tenant");
            leaves(table).forEach(leaf -> script.add(batches(leaf, fixed(mapping.rest()), null, null)));
        }
        return script;
    }

    private void derived(Original.Table table, Original.ForeignKey key) {
        String join = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "t." + Sql.name(key.columns().get(i)) + " = p."
                        + Sql.name(key.targetColumns().get(i)))
                .collect(Collectors.joining(" and "));
        script.section(table.sql() + ": as the row that " + key.name() + " points to");
        java.util.UUID lost = mapping.nulls() != null ? mapping.nulls() : mapping.rest();
        for (Original.Table leaf : leaves(table)) {
            script.add(batches(
                    leaf,
                    layout.tenant() + " = p." + layout.tenant(),
                    layout.original().table(key.target()).sql() + " p",
                    join));
            if (lost != null) {
                script.add(batches(leaf, fixed(lost), null, "num_nulls(" + Sql.names(key.columns()) + ") > 0"));
            }
        }
    }

    private String fixed(@Nullable Object id) {
        return layout.tenant() + " = " + Sql.literal(String.valueOf(id)) + "::uuid";
    }

    private List<Original.Table> leaves(Original.Table root) {
        return layout.leaves().stream()
                .filter(leaf -> layout.original().root(leaf).equals(root))
                .toList();
    }

    private String batches(Original.Table leaf, String set, @Nullable String from, @Nullable String where) {
        Triggers triggers = new Triggers(layout.original());
        String off =
                triggers.off(leaf).stream().map(one -> "\n        " + one + ";").collect(Collectors.joining());
        String on =
                triggers.on(leaf).stream().map(one -> "\n        " + one + ";").collect(Collectors.joining());
        return """
                do $$
                declare
                    page bigint := 0;
                    pages bigint := pg_relation_size(%1$s) / current_setting('block_size')::bigint;
                begin
                    while page <= pages loop%2$s
                        update only %3$s t set %4$s%5$s
                            where t.%6$s is null and t.ctid >= format('(%%s,0)', page)::tid
                                and t.ctid < format('(%%s,0)', page + %7$s)::tid%8$s;%9$s
                        commit;
                        page := page + %7$s;
                    end loop;
                end $$;""".formatted(
                        Sql.literal(leaf.sql()),
                        off,
                        leaf.sql(),
                        set,
                        from == null ? "" : " from " + from,
                        layout.tenant(),
                        PAGES,
                        where == null ? "" : "\n                and " + where,
                        on);
    }
}
