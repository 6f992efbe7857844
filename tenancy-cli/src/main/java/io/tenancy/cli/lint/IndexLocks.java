package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.Drop;
import io.tenancy.cli.lint.Statement.DropKind;
import io.tenancy.jdbc.isolation.Severity;
import java.util.ArrayList;
import java.util.List;

/** L09: indexes of tables with rows are made and dropped without locking them out. */
final class IndexLocks implements Check {
    private final List<Integer> concurrent = new ArrayList<>();
    private boolean hasOthers;

    @Override
    public void before(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        boolean concurrently = isConcurrent(statement);
        if (concurrently) {
            concurrent.add(statement.at());
        } else {
            hasOthers = true;
        }
        if (statement instanceof Statement.CreateIndex index && !concurrently && looking.isOld(index.table())) {
            create(index, looking);
        } else if (statement instanceof Drop drop && drop.kind() == DropKind.INDEX) {
            drop.names().forEach(name -> drop(name, drop.at(), looking));
        } else if (statement instanceof Statement.Reindex reindex && !concurrently) {
            looking.report(
                    LintRule.L09,
                    Severity.WARNING,
                    reindex.what(),
                    "Writers wait until the index is built anew",
                    reindex.at());
        }
    }

    private static boolean isConcurrent(Statement statement) {
        return (statement instanceof Statement.CreateIndex index && index.concurrently())
                || (statement instanceof Statement.Reindex reindex && reindex.concurrently())
                || (statement instanceof Drop drop && drop.kind() == DropKind.INDEX_CONCURRENTLY);
    }

    private static void create(Statement.CreateIndex index, Looking looking) {
        Catalog.Table table = looking.catalog().table(index.table());
        if (index.only() && table != null && table.isPartitioned) {
            return;
        }
        String how = table != null && table.isPartitioned
                ? "; a partitioned table takes one ON ONLY, and CONCURRENTLY on each partition"
                : "";
        looking.report(
                LintRule.L09,
                Severity.WARNING,
                index.table(),
                "Writers wait until the index " + (index.name() == null ? "" : index.name() + " ") + "is built" + how,
                index.at());
    }

    private static void drop(Name index, int at, Looking looking) {
        Name table = looking.catalog().indexes.get(index.name());
        if (table == null || looking.isOld(table)) {
            looking.report(
                    LintRule.L09,
                    Severity.WARNING,
                    index,
                    "Everybody waits for the index to go, and it waits for every running query",
                    at,
                    "drop index concurrently " + index + ";");
        }
    }

    @Override
    public void end(Looking looking) {
        boolean declared = Boolean.FALSE.equals(looking.script().inTransaction());
        boolean forced = Boolean.TRUE.equals(looking.script().inTransaction());
        for (int at : concurrent) {
            if (forced || (hasOthers && !declared)) {
                looking.report(
                        LintRule.L09,
                        Severity.ERROR,
                        looking.script().file().name(),
                        "CONCURRENTLY cannot run in a transaction, "
                                + (forced
                                        ? "which the .conf of this script asks for"
                                        : "which the other statements here need"),
                        at);
            }
        }
    }
}
