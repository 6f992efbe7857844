package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.jdbc.isolation.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** L01: what a script makes, it isolates or shares; and what it gives a tenant column. */
final class NewTables implements Check {
    private final Map<Name, Integer> widened = new LinkedHashMap<>();

    @Override
    public void after(Parsed parsed, Looking looking) {
        if (parsed.statement() instanceof Statement.AlterTable alter) {
            for (Statement.Change change : alter.changes()) {
                if (change.column() != null
                        && change.column().name().equals(looking.catalog().tenantColumn(alter.table()))) {
                    widened.put(alter.table(), change.at());
                }
            }
        }
    }

    @Override
    public void end(Looking looking) {
        for (Table table : List.copyOf(looking.catalog().tables.values())) {
            Integer at = table.script == looking.script() ? Integer.valueOf(table.at) : widened.get(table.name);
            if (at != null && table.parents.isEmpty()) {
                look(table, at, looking);
            }
        }
    }

    private static void look(Table table, int at, Looking looking) {
        Catalog catalog = looking.catalog();
        if (table.isShared || looking.settings().isShared(table.name)) {
            return;
        }
        String isolate = isolate(catalog, table.name);
        if (isTenant(table, catalog)) {
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
                        "Tenant table: " + gap + later,
                        at,
                        isolate);
            }
        } else if (!table.granted.isEmpty()) {
            looking.report(
                    LintRule.L01,
                    Severity.WARNING,
                    table.name,
                    "New table that the application reaches, and that is neither isolated nor shared",
                    at,
                    isolate,
                    "select tenancy.share('" + table.name + "');");
        } else {
            looking.report(
                    LintRule.L01,
                    Severity.INFO,
                    table.name,
                    "New table that is neither isolated nor shared; the application cannot reach it",
                    at,
                    isolate);
        }
    }

    /** One that a later migration gives its tenant column is none yet. */
    private static boolean isTenant(Table table, Catalog catalog) {
        String column = catalog.tenantColumn(table.name);
        return column != null && (table.isIsolated || table.columns.containsKey(column));
    }

    static String isolate(Catalog catalog, Name table) {
        String column = catalog.tenantColumn(table);
        String named = column == null || column.equals("tenant_id") ? "" : ", tenant_column => '" + column + "'";
        return "select tenancy.isolate('" + table.toString().replace("'", "''") + "'" + named + ");";
    }
}
