package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.jdbc.isolation.Severity;
import java.util.List;

/** L01: what a script makes, it isolates or shares. */
final class NewTables implements Check {
    @Override
    public void end(Looking looking) {
        for (Table table : List.copyOf(looking.catalog().tables.values())) {
            if (table.script == looking.script() && table.parents.isEmpty()) {
                look(table, looking);
            }
        }
    }

    private static void look(Table table, Looking looking) {
        Catalog catalog = looking.catalog();
        if (table.isShared || looking.settings().isShared(table.name)) {
            return;
        }
        String isolate = isolate(catalog, table.name);
        if (catalog.isTenant(table.name)) {
            String gap = new PolicySet(catalog, table).gap();
            if (!gap.isEmpty()) {
                boolean open = !table.secured || !table.granted.isEmpty();
                String later = catalog.isolatedLater(table.name)
                        ? "; only a later migration isolates it"
                        : looking.script().runsUnforeseen() ? "; unless SQL does that only --shadow sees" : "";
                looking.report(
                        LintRule.L01,
                        open && later.isEmpty() ? Severity.ERROR : Severity.WARNING,
                        table.name,
                        "New tenant table: " + gap + later,
                        table.at,
                        isolate);
            }
        } else if (!table.granted.isEmpty()) {
            looking.report(
                    LintRule.L01,
                    Severity.WARNING,
                    table.name,
                    "New table that the application reaches, and that is neither isolated nor shared",
                    table.at,
                    isolate,
                    "select tenancy.share('" + table.name + "');");
        } else {
            looking.report(
                    LintRule.L01,
                    Severity.INFO,
                    table.name,
                    "New table that is neither isolated nor shared; the application cannot reach it",
                    table.at,
                    isolate);
        }
    }

    static String isolate(Catalog catalog, Name table) {
        String column = catalog.tenantColumn(table);
        String named = column == null || column.equals("tenant_id") ? "" : ", tenant_column => '" + column + "'";
        return "select tenancy.isolate('" + table.toString().replace("'", "''") + "'" + named + ");";
    }
}
