package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Statement.Change;
import io.tenancy.cli.lint.Statement.ChangeKind;
import io.tenancy.cli.lint.Statement.Drop;
import io.tenancy.cli.lint.Statement.DropKind;
import io.tenancy.jdbc.isolation.Severity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** L10: tables with rows are neither rewritten nor locked for long, and what is in use stays. A script's own tables are empty. */
final class Locks implements Check {
    private final Map<Name, Integer> dropped = new HashMap<>();
    private final Set<String> unvalidated = new HashSet<>();
    private boolean hasTimeout;
    private boolean toldTimeout;

    @Override
    public void before(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.SetSetting set) {
            hasTimeout |= set.setting().equals("lock_timeout") || set.setting().equals("statement_timeout");
        } else if (looking.isUndo()) {
            return;
        } else if (statement instanceof Statement.AlterTable alter && looking.isOld(alter.table())) {
            timeout(alter, looking);
            alter.changes().forEach(change -> change(alter.table(), change, looking));
        } else if (statement instanceof Drop drop) {
            drop(drop, looking);
        } else if (statement instanceof Statement.CreateView create) {
            dropped.remove(create.view());
        } else if (statement instanceof Statement.Other other) {
            other(other, looking);
        }
    }

    private void timeout(Statement.AlterTable alter, Looking looking) {
        if (!hasTimeout && !toldTimeout) {
            toldTimeout = true;
            looking.report(
                    LintRule.L10,
                    Severity.INFO,
                    alter.table(),
                    "Without a lock_timeout this waits behind a long query, and everybody waits behind it",
                    alter.at(),
                    "set local lock_timeout = '5s';");
        }
    }

    private void change(Name table, Change change, Looking looking) {
        ColumnLocks.look(table, change, looking);
        change.keys().forEach(key -> {
            if (key.notValid() && key.name() != null) {
                unvalidated.add(key.name());
            }
        });
        switch (change.kind()) {
            case DROP_COLUMN -> breaks(table, "Column " + change.subject() + " is dropped", change.at(), looking);
            case RENAME_COLUMN -> breaks(table, "Column " + change.subject() + " is renamed", change.at(), looking);
            case RENAME_TABLE -> breaks(table, "The table is renamed", change.at(), looking);
            case SET_SCHEMA -> breaks(table, "The table moves to schema " + change.subject(), change.at(), looking);
            case REWRITE ->
                warn(table, "Every row is written again while nobody can use the table", change.at(), looking);
            default -> {}
        }
        if (change.kind() == ChangeKind.VALIDATE && unvalidated.contains(String.valueOf(change.subject()))) {
            looking.report(
                    LintRule.L10,
                    Severity.INFO,
                    table,
                    "Validated in the transaction that added it: the lock is held while all rows are read",
                    change.at());
        }
    }

    private static void breaks(Name object, String what, int at, Looking looking) {
        warn(object, what + ": the application that still runs fails", at, looking);
    }

    private static void warn(Name object, String problem, int at, Looking looking) {
        looking.report(LintRule.L10, Severity.WARNING, object, problem, at);
    }

    private void drop(Drop drop, Looking looking) {
        for (Name name : drop.names()) {
            if (drop.kind() == DropKind.TABLE && looking.isOld(name)) {
                breaks(name, "The table is dropped", drop.at(), looking);
            } else if (drop.kind() == DropKind.VIEW) {
                Catalog.View view = looking.catalog().views.get(name);
                if (view == null || view.script != looking.script()) {
                    dropped.put(name, drop.at());
                }
            }
        }
    }

    private static void other(Statement.Other other, Looking looking) {
        String problem = switch (other.kind()) {
            case VACUUM_FULL, CLUSTER -> "Every row is written again while nobody can use the table";
            case LOCK -> "A table is locked by hand";
            case REFRESH -> "Readers wait until the view is computed anew";
            default -> "";
        };
        if (!problem.isEmpty()) {
            looking.report(
                    LintRule.L10,
                    Severity.WARNING,
                    other.object() == null
                            ? looking.script().file().name()
                            : other.object().toString(),
                    problem,
                    other.at());
        }
    }

    @Override
    public void end(Looking looking) {
        dropped.forEach((name, at) -> breaks(name, "The view is dropped", at, looking));
    }
}
