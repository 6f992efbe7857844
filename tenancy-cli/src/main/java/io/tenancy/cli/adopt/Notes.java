package io.tenancy.cli.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What changes for the application and what could not be carried over, said before anything is done. */
final class Notes {
    private final Layout layout;
    private final List<String> notes = new ArrayList<>();

    private Notes(Layout layout) {
        this.layout = layout;
    }

    static List<String> of(Layout layout) {
        Notes notes = new Notes(layout);
        notes.always();
        notes.mapping();
        notes.upserts();
        notes.foreignKeys();
        notes.indexes();
        notes.views();
        notes.functions();
        notes.rights();
        return List.copyOf(notes.notes);
    }

    private void always() {
        notes.add("select * from a tenant table gains " + layout.column()
                + " as its last column; inserts without it, also by" + " position, work as before");
        notes.add(
                "The application may not TRUNCATE or COPY .. FROM into tenant tables any more; COPY .. TO gives the tenant's rows");
        notes.add("GROUP BY with nothing but a primary key no longer covers the table's other columns: the key has "
                + layout.column() + " in front. Group by " + layout.column() + " too");
    }

    private void mapping() {
        Mapping mapping = layout.mapping();
        if (mapping != null) {
            notes.add(mapping.column() + " stays as it is, beside " + layout.column()
                    + "; nothing keeps the two in step, and the application may go on writing it");
            notes.add("From the backfill to the last step the application must not write");
            mapping.derived()
                    .forEach((table, key) ->
                            notes.add(table.brief() + " has no " + mapping.column() + ": its rows belong where "
                                    + layout.original().table(key.target()).brief() + " does, by " + key.name()));
            if (!mapping.loose().isEmpty()) {
                notes.add("Nothing leads to the tenant of rows in "
                        + mapping.loose().stream().map(Original.Table::brief).collect(Collectors.joining(", "))
                        + ": all of them go where --unmapped says");
            }
        }
    }

    private void upserts() {
        Set<String> keys = new TreeSet<>();
        for (Original.Table table : layout.tenantTables()) {
            if (table.partition()) {
                continue;
            }
            layout.rebuilt(table).stream()
                    .filter(Original.Index::unique)
                    .forEach(index -> keys.add(table.brief() + " (" + String.join(", ", index.keys()) + ")"));
        }
        if (!keys.isEmpty()) {
            notes.add("ON CONFLICT (columns) has to name " + layout.column()
                    + " too; ON CONFLICT ON CONSTRAINT and ON CONFLICT DO"
                    + " NOTHING without columns work unchanged. Keys: " + String.join("; ", keys));
        }
    }

    private void foreignKeys() {
        for (Original.ForeignKey key : layout.foreignKeys()) {
            String where =
                    key.name() + " of " + layout.original().table(key.table()).brief();
            if (key.onUpdate() == 'n') {
                notes.add(where + ": ON UPDATE SET NULL becomes NO ACTION, because it would clear the tenant too");
            }
            if (layout.original().table(key.table()).isPartitioned()) {
                notes.add(where
                        + " stands on a partitioned table, where PostgreSQL has no NOT VALID: its rows are checked with"
                        + " the table locked");
            }
        }
    }

    private void indexes() {
        String kept = layout.tenantTables().stream()
                .flatMap(table -> layout.kept(table).stream())
                .filter(index -> index.parent() == 0)
                .map(index -> index.name() + " (" + index.method() + ")")
                .collect(Collectors.joining(", "));
        if (!kept.isEmpty()) {
            notes.add("Indexes left as they are, which cannot lead with the tenant: " + kept);
        }
        for (Original.Table table : layout.tenantTables()) {
            layout.rebuilt(table).stream()
                    .filter(index -> index.kind() == 'x' && index.parent() == 0)
                    .forEach(index -> notes.add(index.name() + " of " + table.brief()
                            + ": an exclusion constraint is built with the table locked"));
        }
    }

    private void views() {
        for (Original.View view : layout.original().views()) {
            if (view.isMaterialized() && layout.readsTenants(view)) {
                notes.add(
                        view.sql()
                                + " is a materialized view over tenants' rows: it has no policies, so it is closed to the"
                                + " application. tenancy_admin refreshes and reads it; for the application make it a table, or a view");
            }
        }
        if (layout.tenantTables().stream().anyMatch(Original.Table::partition)) {
            notes.add("Partitions are reached through their table only, not by their own names");
        }
    }

    private void functions() {
        String definers = layout.original().owned().stream()
                .filter(Original.Owned::definer)
                .map(Original.Owned::sql)
                .collect(Collectors.joining(", "));
        if (!definers.isEmpty()) {
            notes.add("Functions that ran with their owner's rights run with the caller's: " + definers);
        }
    }

    private void rights() {
        Set<String> others = new TreeSet<>();
        for (Original.Grant grant : layout.original().grants()) {
            String grantee = grant.grantee();
            boolean own = layout.original().sorted().stream()
                    .anyMatch(table -> table.owner().equals(grantee));
            if (grantee != null
                    && !own
                    && !grantee.startsWith("tenancy_")
                    && !grantee.startsWith("pg_")
                    && !layout.isSuperuser(grantee)
                    && grant.on().startsWith("table ")) {
                others.add(grantee);
            }
        }
        if (!others.isEmpty()) {
            notes.add(
                    "Roles with grants that no policy lets see a row of a tenant table: " + String.join(", ", others));
        }
        for (Original.Table table : layout.tenantTables()) {
            if (!table.policies().isEmpty()) {
                notes.add(
                        table.brief() + " has policies of its own, which stay: " + String.join(", ", table.policies()));
            }
        }
    }
}
