package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the new keys in the place of the old ones, all at once and without reading a table. */
final class KeyScript {
    private final Layout layout;
    private final KeySql sql;
    private final Script script = Script.transactional("keys");

    private KeyScript(Layout layout) {
        this.layout = layout;
        this.sql = new KeySql(layout);
    }

    static Script of(Layout layout) {
        return new KeyScript(layout).write();
    }

    private Script write() {
        script.head(
                "Primary keys, unique constraints and indexes take over what the step before has built, under their old names;",
                "foreign keys come back with " + layout.column()
                        + " on both sides, not yet checked against the rows that are there.",
                "Takes every tenant table for a moment. If that cannot be had within 5 seconds nothing is changed; run it again.",
                "Slow only where PostgreSQL knows no other way: exclusion constraints, and foreign keys of partitioned tables.");
        script.set("set local lock_timeout = '5s'").set("set local statement_timeout = 0");
        script.add("lock table "
                + layout.roots(TableClass.TENANT).stream()
                        .map(Original.Table::sql)
                        .collect(Collectors.joining(",\n    "))
                + "\n    in access exclusive mode");
        dropForeignKeys();
        dropKeys();
        addKeys();
        exclusions();
        marks();
        addForeignKeys();
        return script;
    }

    private void dropForeignKeys() {
        script.section("Away with what stands on the old keys");
        for (Original.ForeignKey key : layout.foreignKeys()) {
            script.add("alter table " + layout.original().table(key.table()).sql() + " drop constraint "
                    + Sql.name(key.name()));
        }
    }

    private void dropKeys() {
        script.section("Away with the old keys and indexes");
        for (Original.Table table : layout.tenantTables()) {
            layout.rebuilt(table).stream()
                    .filter(index -> index.parent() == 0)
                    .forEach(index -> script.add(
                            index.isConstraint()
                                    ? "alter table " + table.sql() + " drop constraint "
                                            + Sql.name(String.valueOf(index.constraint()))
                                    : "drop index " + index.sql()));
        }
    }

    private void addKeys() {
        script.section("The new ones, under the old names");
        for (Original.Table table : layout.leaves()) {
            for (Original.Index index : layout.rebuilt(table)) {
                if (index.kind() == 'p' || index.kind() == 'u') {
                    script.add(sql.adoptIndex(index));
                } else if (index.kind() != 'x') {
                    script.add("alter index " + Sql.name(index.schema()) + "." + Sql.name(layout.temporaryName(index))
                            + " rename to " + Sql.name(index.name()));
                }
            }
        }
        for (Original.Table table : layout.partitioned()) {
            for (Original.Index index : layout.rebuilt(table)) {
                if (index.kind() == 'p' || index.kind() == 'u') {
                    script.add(sql.gatherConstraint(index));
                } else if (index.kind() != 'x') {
                    script.add(sql.createIndex(index, index.name(), false));
                }
            }
        }
    }

    private void exclusions() {
        List<Original.Index> exclusions = layout.tenantTables().stream()
                .flatMap(table -> layout.rebuilt(table).stream())
                .filter(index -> index.kind() == 'x' && index.parent() == 0)
                .toList();
        if (!exclusions.isEmpty()) {
            script.section(
                    "Exclusion constraints, which cannot take over an index: these are built now, with the table locked");
            exclusions.forEach(index -> script.add(sql.exclusion(index)));
        }
    }

    private void marks() {
        List<String> marks = marks(layout);
        if (!marks.isEmpty()) {
            script.section("What was said of the old ones");
            marks.forEach(script::add);
        }
    }

    /** Comments, CLUSTER and REPLICA IDENTITY, which go with an index. */
    static List<String> marks(Layout layout) {
        List<String> marks = new ArrayList<>();
        for (Original.Table table : layout.tenantTables()) {
            for (Original.Index index : layout.rebuilt(table)) {
                if (index.comment() != null) {
                    marks.add("comment on "
                            + (index.isConstraint()
                                    ? "constraint " + Sql.name(String.valueOf(index.constraint())) + " on "
                                            + table.sql()
                                    : "index " + index.sql())
                            + " is " + Sql.literal(index.comment()));
                }
                if (index.clustered()) {
                    marks.add("alter table " + table.sql() + " cluster on " + Sql.name(index.name()));
                }
                if (index.replicaIdentity()) {
                    marks.add("alter table " + table.sql() + " replica identity using index " + Sql.name(index.name()));
                }
            }
        }
        return marks;
    }

    private void addForeignKeys() {
        script.section("Foreign keys, composite");
        for (Original.ForeignKey key : layout.foreignKeys()) {
            if (key.onUpdate() == 'n') {
                script.comment(key.name() + ": ON UPDATE SET NULL would clear the tenant too, so it is NO ACTION now");
            }
            script.add(sql.foreignKey(key));
            if (sql.needsPairCheck(key) && key.columns().size() > 1) {
                script.add(sql.pairCheck(key));
            }
            comment(layout, key, script);
        }
    }

    static void comment(Layout layout, Original.ForeignKey key, Script script) {
        if (key.comment() != null) {
            script.add("comment on constraint " + Sql.name(key.name()) + " on "
                    + layout.original().table(key.table()).sql() + " is " + Sql.literal(key.comment()));
        }
    }
}
