package io.tenancy.cli.adopt;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Brings the rows of a second deployment in, as those of one more tenant. Keys may be the same as here: the tenant stands in front of
 * all of them. Goes on where an interruption left it.
 */
final class Import {
    /** 8 MB of a table at a time, each a transaction here. */
    private static final long PAGES = 1_000;

    private static final long DONE = Long.MAX_VALUE;

    private final Connection there;
    private final Connection here;
    private final Manifest manifest;
    private final FirstTenant tenant;
    private final SharedRows choice;
    private final Consumer<String> progress;
    private final Journal journal;
    private final Original original;
    private final String source;
    private final Courier courier;
    private final Map<Original.Table, Boolean> off = new HashMap<>();

    Import(
            Connection there,
            Connection here,
            Manifest manifest,
            FirstTenant tenant,
            SharedRows choice,
            Consumer<String> progress)
            throws SQLException {
        this.there = there;
        this.here = here;
        this.manifest = manifest;
        this.tenant = tenant;
        this.choice = choice;
        this.progress = progress;
        this.journal = Journal.open(here);
        this.source = "import " + tenant.id();
        this.original = OriginalReader.read(here);
        this.courier = new Courier(there, here);
    }

    ImportReport run() throws SQLException {
        progress.accept("comparing the tables of both");
        ImportSource.requireSame(there, original, manifest);
        requireNew();
        Map<String, String> shared = shared();
        Tenants.prepare(here, tenant);
        for (ImportOrder.Group group : ImportOrder.of(original, tables())) {
            if (group.keys().isEmpty()) {
                single(group.tables().get(0));
            } else {
                together(group);
            }
        }
        courier.finish();
        List<String> moved = ImportSequences.move(there, here, original, manifest);
        List<AdoptionReport.Compared> compared = compare();
        Tenants.activate(here, tenant);
        return new ImportReport(tenant, compared, List.copyOf(shared.values()), moved);
    }

    private List<Original.Table> tables() {
        Map<String, Original.Table> bySql = original.bySql();
        return manifest.columns().keySet().stream()
                .filter(name -> manifest.types().get(name) == TableClass.TENANT)
                .map(bySql::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** Rows that the tenant has already are this import's, or stand in its way. */
    private void requireNew() throws SQLException {
        if (journal.knowsImport(source)) {
            return;
        }
        for (Original.Table table : tables()) {
            if (Query.test(here, "select exists (select from " + table.sql() + " where " + mine() + ")")) {
                throw AdoptionException.refused(
                        "Tenant " + tenant.key() + " has rows in " + table.brief() + " already",
                        "Import as a tenant that has none: --as KEY");
            }
        }
    }

    private String mine() {
        return Sql.name(manifest.decisions().tenantColumn()) + " = "
                + Sql.literal(tenant.id().toString());
    }

    private Map<String, String> shared() throws SQLException {
        SharedComparison comparison = new SharedComparison(there, here, manifest);
        Map<String, String> differences = comparison.differences();
        if (!differences.isEmpty() && choice == SharedRows.REFUSE) {
            throw AdoptionException.refused(
                    "Shared tables differ: " + String.join("; ", differences.values()),
                    "Make them alike; or keep what is here with --shared-rows keep; or add the rows whose key is not here with"
                            + " --shared-rows add");
        }
        if (choice == SharedRows.ADD) {
            comparison.add(courier, differences.keySet());
        }
        return differences;
    }

    /** Batch by batch; each is committed with the place where the next begins. */
    private void single(Original.Table table) throws SQLException {
        for (String leaf : ImportSource.leaves(there, table)) {
            for (long page = journal.position(source, leaf); page != DONE; ) {
                here.setAutoCommit(false);
                page = batch(table, leaf, page, true);
                here.commit();
                here.setAutoCommit(true);
            }
        }
    }

    /** One transaction, in which the keys between these tables wait until all their rows are there. */
    private void together(ImportOrder.Group group) throws SQLException {
        Original.Table last = group.tables().get(group.tables().size() - 1);
        List<String> leaves = ImportSource.leaves(there, last);
        if (leaves.isEmpty() || journal.position(source, leaves.get(leaves.size() - 1)) == DONE) {
            return;
        }
        here.setAutoCommit(false);
        for (Original.ForeignKey key : group.keys()) {
            Query.run(here, alter(key) + " deferrable initially deferred");
        }
        for (Original.Table table : group.tables()) {
            for (String leaf : ImportSource.leaves(there, table)) {
                for (long page = 0; page != DONE; ) {
                    page = batch(table, leaf, page, false);
                }
            }
        }
        Query.run(here, "set constraints all immediate");
        for (Original.ForeignKey key : group.keys()) {
            Query.run(
                    here,
                    alter(key)
                            + (key.deferrable()
                                    ? " deferrable initially " + (key.deferred() ? "deferred" : "immediate")
                                    : " not deferrable"));
        }
        for (Original.Table table : group.tables()) {
            switchTriggers(table, false);
        }
        here.commit();
        here.setAutoCommit(true);
    }

    private String alter(Original.ForeignKey key) {
        return "alter table " + original.table(key.table()).sql() + " alter constraint " + Sql.name(key.name());
    }

    private long batch(Original.Table table, String leaf, long page, boolean alone) throws SQLException {
        List<String> columns = new ArrayList<>(manifest.columns().getOrDefault(table.sql(), List.of()));
        columns.removeIf(name -> {
            Original.Column column = table.column(name);
            return column != null && column.generated();
        });
        progress.accept(table.sql() + (page == 0 ? "" : ", from page " + page));
        courier.prepare(table.sql(), columns);
        switchTriggers(table, true);
        String names = columns.isEmpty() ? "1" : Sql.names(columns);
        String range = "ctid >= '(" + page + ",0)'::tid and ctid < '(" + (page + PAGES) + ",0)'::tid";
        courier.carry(
                "select " + names + " from only " + leaf + " where " + range,
                "insert into " + table.sql() + " ("
                        + Sql.name(manifest.decisions().tenantColumn())
                        + (columns.isEmpty() ? "" : ", " + names) + ") overriding system value select "
                        + Sql.literal(tenant.id().toString()) + (columns.isEmpty() ? "" : ", " + names) + " from "
                        + Courier.INCOMING);
        if (alone) {
            // A key that waits for the commit keeps its table from being altered.
            Query.run(here, "set constraints all immediate");
            switchTriggers(table, false);
        }
        long next = page + PAGES > ImportSource.pages(there, leaf) ? DONE : page + PAGES;
        journal.moveTo(source, leaf, next);
        return next;
    }

    /** The application's triggers would change or add rows: what comes in is what was there. */
    private void switchTriggers(Original.Table table, boolean toOff) throws SQLException {
        if (off.getOrDefault(table, false) == toOff) {
            return;
        }
        Triggers triggers = new Triggers(original);
        for (Original.Table part : parts(table)) {
            for (String statement : toOff ? triggers.off(part) : triggers.on(part)) {
                Query.run(here, statement);
            }
        }
        off.put(table, toOff);
    }

    /** Itself and its partitions, whose triggers are switched with it but may have others of their own. */
    private List<Original.Table> parts(Original.Table table) {
        return original.sorted().stream()
                .filter(part -> part.equals(table)
                        || (part.partition() && original.root(part).equals(original.root(table))))
                .collect(Collectors.toList());
    }

    private List<AdoptionReport.Compared> compare() throws SQLException {
        List<AdoptionReport.Compared> compared = new ArrayList<>();
        for (Original.Table table : tables()) {
            progress.accept("comparing " + table.sql());
            List<String> columns = manifest.columns().getOrDefault(table.sql(), List.of());
            compared.add(new AdoptionReport.Compared(
                    table.sql(),
                    Contents.of(there, table.sql(), columns, null),
                    Contents.of(here, table.sql(), columns, mine())));
        }
        return compared;
    }
}
