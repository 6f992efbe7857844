package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the files of a plan from a layout. */
final class Planner {
    static final String HAND_OVER = "hand_over.sql";
    static final String MIGRATIONS = "migration";
    static final String UNDO = "undo/undo.sql";

    private Planner() {}

    /**
     * Plans.
     *
     * @param layout the original and what follows from the decisions
     * @param decisions what was decided
     * @param firstVersion the Flyway version of the first script
     * @param ownersKnown whether the original is a database in use, and not one made from migrations
     */
    static AdoptionPlan plan(Layout layout, Decisions decisions, int firstVersion, boolean ownersKnown) {
        requirePossible(layout);
        List<Script> scripts = new ArrayList<>(List.of(TenantScript.of(layout), ColumnScript.of(layout)));
        Mapping mapping = layout.mapping();
        if (mapping != null) {
            scripts.add(BackfillScript.of(layout, mapping));
            scripts.add(TogetherScript.of(layout));
            scripts.add(NotNullScript.of(layout));
        }
        scripts.add(IndexScript.of(layout));
        scripts.add(KeyScript.of(layout));
        scripts.add(ValidateScript.of(layout));
        scripts.add(IsolateScript.of(layout));
        List<PlannedFile> files = new ArrayList<>();
        List<String> names = new ArrayList<>();
        files.add(new PlannedFile(HAND_OVER, HandOver.script(layout).text()));
        int version = firstVersion;
        for (Script script : scripts) {
            if (script.isEmpty()) {
                continue;
            }
            String name = "V" + version++ + "__adopt_" + script.description().replace(' ', '_') + ".sql";
            names.add(name);
            files.add(new PlannedFile(MIGRATIONS + "/" + name, script.text()));
            if (!script.isTransactional()) {
                files.add(new PlannedFile(MIGRATIONS + "/" + name + ".conf", "executeInTransaction=false\n"));
            }
        }
        files.add(
                new PlannedFile(UNDO, UndoScript.of(layout, names, ownersKnown).text()));
        files.add(new PlannedFile(
                Manifest.FILE, manifest(layout, decisions, files, names).json()));
        return new AdoptionPlan(
                layout.tenants(),
                layout.column(),
                List.copyOf(layout.classified().values()),
                Notes.of(layout),
                files);
    }

    private static Manifest manifest(Layout layout, Decisions decisions, List<PlannedFile> files, List<String> names) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, TableClass> types = new LinkedHashMap<>();
        for (TableClass type : List.of(TableClass.TENANT, TableClass.SHARED)) {
            for (Original.Table table : layout.measured(type)) {
                columns.put(table.sql(), table.columnNames());
                types.put(table.sql(), type);
            }
        }
        return new Manifest(decisions, layout.tenants(), columns, types, Manifest.digest(files), List.copyOf(names));
    }

    private static void requirePossible(Layout layout) {
        if (layout.tenantTables().isEmpty()) {
            throw AdoptionException.refused(
                    "There is no table that belongs to tenants",
                    "Create the application's tables first, or check the connection");
        }
        for (Original.Table table : layout.tenantTables()) {
            if (table.column(layout.column()) != null) {
                throw AdoptionException.refused(
                        table.sql() + " has a column " + layout.column() + " already",
                        "Give the new column another name with --tenant-column NAME, or, if that column tells customers apart,"
                                + " name it with --column too");
            }
        }
        for (Original.View view : layout.original().views()) {
            if (!view.keys().isEmpty() && layout.readsTenants(view)) {
                throw AdoptionException.refused(
                        view.sql()
                                + " groups by a primary key and names further columns of that table, which stands and falls"
                                + " with the key " + String.join(", ", view.keys()),
                        "Write the view anew with all its columns under GROUP BY; then plan again");
            }
        }
    }
}
