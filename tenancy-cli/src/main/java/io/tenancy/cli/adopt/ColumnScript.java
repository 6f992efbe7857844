package io.tenancy.cli.adopt;

import java.util.List;

/** Adds the tenant column. */
final class ColumnScript {
    private ColumnScript() {}

    static Script of(Layout layout) {
        Script script = Script.transactional("tenant column");
        if (layout.mapping() == null) {
            FirstTenant first = layout.tenants().get(0);
            script.head(
                    "Every row there is, and every row that is added before the last step, belongs to " + first.key()
                            + ".",
                    "A constant default is stored once and not in each row: no table is rewritten, and each lock is held for a moment.",
                    "If a lock cannot be had within 5 seconds nothing is changed; run it again.");
        } else {
            script.head(
                    "The column is filled in the next step, row by row; adding it rewrites nothing.",
                    "If a lock cannot be had within 5 seconds nothing is changed; run it again.");
        }
        script.set("set local lock_timeout = '5s'").set("set local statement_timeout = '1min'");
        List<Original.Table> roots = layout.roots(TableClass.TENANT);
        for (Original.Table table : roots) {
            script.add("alter table " + table.sql() + " add column " + layout.tenant() + " uuid"
                    + (layout.mapping() == null
                            ? " not null default "
                                    + Sql.literal(layout.tenants().get(0).id().toString())
                            : ""));
        }
        return script;
    }
}
