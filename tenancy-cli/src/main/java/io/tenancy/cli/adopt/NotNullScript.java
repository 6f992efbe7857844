package io.tenancy.cli.adopt;

/** Makes the filled column obligatory without ever locking a table for longer than a moment. */
final class NotNullScript {
    private NotNullScript() {}

    static Script of(Layout layout) {
        Script script = Script.stepwise("not null");
        script.head(
                "A row without a tenant stops this step; it was written after the backfill. Run the backfill's statements again, then",
                "this. A check that is validated while writers go on spares SET NOT NULL its own look at every row.");
        script.set("set lock_timeout = '5s'").set("set statement_timeout = 0");
        for (Original.Table table : layout.roots(TableClass.TENANT)) {
            String alter = "alter table " + table.sql() + " ";
            String check = Sql.name(Sql.suffixed(table.name(), "_has_tenant"));
            script.section(table.sql());
            script.add(alter + "drop constraint if exists " + check);
            script.add(alter + "add constraint " + check + " check (" + layout.tenant() + " is not null) not valid");
            script.add(alter + "validate constraint " + check);
            script.add(alter + "alter column " + layout.tenant() + " set not null");
            script.add(alter + "drop constraint " + check);
        }
        return script;
    }
}
