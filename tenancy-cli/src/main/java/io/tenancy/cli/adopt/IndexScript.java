package io.tenancy.cli.adopt;

import java.util.List;

/** Builds the new indexes beside the old ones, while the application works. */
final class IndexScript {
    private IndexScript() {}

    static Script of(Layout layout) {
        KeySql sql = new KeySql(layout);
        Script script = Script.stepwise("indexes");
        script.head(
                "One index for each that is replaced, with " + layout.column()
                        + " in front. CONCURRENTLY: readers and writers go on, and",
                "no transaction may be around it. It waits for transactions that are under way, so no lock_timeout.",
                "May be run again after an interruption: what is built stays, what was half built is removed first.",
                "After an error Flyway remembers the failure: run its repair, then migrate again.");
        script.set("set lock_timeout = 0").set("set statement_timeout = 0");
        script.add(removeHalfBuilt(layout));
        for (Original.Table table : layout.leaves()) {
            List<Original.Index> indexes = layout.rebuilt(table).stream()
                    .filter(index -> index.kind() != 'x')
                    .toList();
            if (!indexes.isEmpty()) {
                script.section(table.sql());
            }
            indexes.forEach(index -> script.add(sql.createIndex(index, layout.temporaryName(index), true)));
            if (!hasLeading(layout, table)) {
                script.add("create index concurrently if not exists " + Sql.name(ownIndex(layout, table)) + " on "
                        + table.sql() + " (" + layout.tenant() + ")");
            }
        }
        return script;
    }

    /** Whether one of the rebuilt indexes serves every query of a tenant: not a partial one. */
    static boolean hasLeading(Layout layout, Original.Table table) {
        return layout.rebuilt(table).stream().anyMatch(index -> index.predicate() == null && index.kind() != 'x');
    }

    static String ownIndex(Layout layout, Original.Table table) {
        return Sql.suffixed(table.name(), "_" + layout.column() + "_idx");
    }

    private static String removeHalfBuilt(Layout layout) {
        List<String> names = layout.leaves().stream()
                .flatMap(table -> java.util.stream.Stream.concat(
                        layout.rebuilt(table).stream()
                                .map(index -> Sql.name(index.schema()) + "." + Sql.name(layout.temporaryName(index))),
                        java.util.stream.Stream.of(Sql.name(table.schema()) + "." + Sql.name(ownIndex(layout, table)))))
                .map(Sql::literal)
                .toList();
        return """
                do $$
                declare
                    half regclass;
                begin
                    for half in select i.indexrelid from pg_index i where not i.indisvalid and i.indexrelid = any (array(
                        select to_regclass(name) from unnest(array[
                            %s]) name))
                    loop
                        execute format('drop index %%s', half);
                    end loop;
                end $$;""".formatted(String.join(",\n            ", names));
    }
}
