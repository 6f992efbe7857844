package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.lint.Statement.Change;
import io.tenancy.cli.lint.Statement.ChangeKind;
import io.tenancy.cli.lint.Statement.Column;
import io.tenancy.cli.lint.Statement.Constraint;
import io.tenancy.jdbc.isolation.Severity;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What changing columns and constraints of a table with rows costs. */
final class ColumnLocks {
    private static final Set<String> VOLATILE = Set.of(
            "random",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "uuid_generate_v1",
            "uuid_generate_v4",
            "clock_timestamp",
            "timeofday",
            "nextval");
    private static final Pattern VARYING = Pattern.compile("(?:varchar|character varying) ?(?:\\(([0-9]+)\\))?");

    private ColumnLocks() {}

    static void look(Name table, Change change, Looking looking) {
        if (change.kind() == ChangeKind.SET_TYPE) {
            type(table, change, looking);
        } else if (change.kind() == ChangeKind.SET_EXPRESSION) {
            rewrite(table, "Column " + change.subject() + " is computed anew", change.at(), looking);
        } else if (change.kind() == ChangeKind.SET_NOT_NULL) {
            notNull(table, change, looking);
        } else if (change.column() != null) {
            add(table, change.column(), change, looking);
        }
        change.keys().forEach(key -> key(table, key, looking));
    }

    private static void rewrite(Name table, String what, int at, Looking looking) {
        warn(table, what + ": every row is written again while nobody can use the table", at, looking);
    }

    private static void warn(Name table, String problem, int at, Looking looking, String... sql) {
        looking.report(LintRule.L10, Severity.WARNING, table, problem, at, sql);
    }

    private static void type(Name name, Change change, Looking looking) {
        Table table = looking.catalog().table(name);
        String before = table == null ? null : table.columns.get(change.subject());
        if (change.column() == null
                || (before != null && isWider(before, change.column().type()))) {
            return;
        }
        rewrite(name, "Column " + change.subject() + " changes its type", change.at(), looking);
    }

    /** Whether every value of a type is one of another, with the same bytes. */
    static boolean isWider(String before, String after) {
        Matcher from = VARYING.matcher(before);
        Matcher to = VARYING.matcher(after);
        if (!from.matches()) {
            return before.equals(after) || (before.equals("text") && to.matches() && to.group(1) == null);
        }
        if (after.equals("text")) {
            return true;
        }
        return to.matches()
                && (to.group(1) == null
                        || (from.group(1) != null && Long.parseLong(from.group(1)) <= Long.parseLong(to.group(1))));
    }

    private static void notNull(Name name, Change change, Looking looking) {
        Table table = looking.catalog().table(name);
        if (table == null || !table.validated.contains(String.valueOf(change.subject()))) {
            warn(
                    name,
                    "SET NOT NULL on " + change.subject() + " reads all rows while nobody can use the table",
                    change.at(),
                    looking,
                    "alter table " + name + " add constraint " + change.subject() + "_given check (" + change.subject()
                            + " is not null) not valid;",
                    "alter table " + name + " validate constraint " + change.subject() + "_given;  -- next migration");
        }
    }

    private static void add(Name table, Column column, Change change, Looking looking) {
        int at = change.at();
        if (column.stored()) {
            rewrite(table, "Column " + column.name() + " is computed for every row", at, looking);
        } else if (column.isSerial()) {
            rewrite(table, "Column " + column.name() + " is numbered", at, looking);
        } else if (column.defaultValue() != null && isVolatile(column.defaultValue())) {
            rewrite(table, "Column " + column.name() + " has a default that differs from row to row", at, looking);
        } else if (column.notNull() && column.defaultValue() == null) {
            warn(
                    table,
                    "Column " + column.name() + " is NOT NULL and has no default: fails on the first row that is there",
                    at,
                    looking);
        }
    }

    private static boolean isVolatile(Expr value) {
        return value.all()
                .anyMatch(one -> one instanceof Expr.Call call
                        && VOLATILE.contains(call.function().name()));
    }

    private static void key(Name table, Constraint key, Looking looking) {
        switch (key.kind()) {
            case FOREIGN, CHECK -> {
                if (!key.notValid()) {
                    String what = key.kind() == Statement.KeyKind.FOREIGN ? "The foreign key" : "The check";
                    warn(
                            table,
                            what + " is checked for all rows under lock: add it NOT VALID, validate it later",
                            key.at(),
                            looking);
                }
            }
            case PRIMARY, UNIQUE -> {
                if (!key.usesIndex()) {
                    warn(
                            table,
                            "The index of the constraint is built under lock: build it CONCURRENTLY before, add it USING INDEX",
                            key.at(),
                            looking);
                }
            }
            case EXCLUDE -> warn(table, "The index of the exclusion constraint is built under lock", key.at(), looking);
            case NOT_NULL -> {}
        }
    }
}
