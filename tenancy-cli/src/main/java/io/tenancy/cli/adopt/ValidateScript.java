package io.tenancy.cli.adopt;

/** Checks the rows that are there against the new foreign keys, while the application works. */
final class ValidateScript {
    private ValidateScript() {}

    static Script of(Layout layout) {
        KeySql sql = new KeySql(layout);
        Script script = Script.stepwise("validate keys");
        script.head(
                "Checks the rows that are there, table by table; readers and writers go on. New rows are checked already.",
                "May be run again: what is valid stays valid.");
        script.set("set lock_timeout = '5s'").set("set statement_timeout = 0");
        for (Original.ForeignKey key : layout.foreignKeys()) {
            Original.Table table = layout.original().table(key.table());
            if (key.validated() && !table.isPartitioned()) {
                script.add("alter table " + table.sql() + " validate constraint " + Sql.name(key.name()));
            } else if (!key.validated()) {
                script.comment(key.name() + " of " + table.sql() + " was not validated before, and is left so");
            }
            if (sql.needsPairCheck(key) && key.columns().size() > 1) {
                script.add(
                        "alter table " + table.sql() + " validate constraint " + Sql.name(KeySql.pairCheckName(key)));
            }
        }
        return script;
    }
}
