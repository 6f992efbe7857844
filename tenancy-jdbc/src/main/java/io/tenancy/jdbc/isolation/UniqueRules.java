package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.ForeignKey;
import io.tenancy.jdbc.internal.catalog.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A09: what is unique over all tenants. */
final class UniqueRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        for (TenantRelation table : subject.tenants()) {
            for (Index index : subject.catalog().indexesOf(table.relation().oid())) {
                boolean apart = index.unique() || index.exclusion();
                // A partition's index belongs to its parent's, which is judged.
                boolean local = !table.relation().partition();
                if (apart && local && !index.columns().contains(table.column().number())) {
                    report(subject, table, index, findings);
                }
            }
        }
    }

    private static void report(AuditSubject subject, TenantRelation table, Index index, Consumer<Finding> findings) {
        boolean surrogate = index.constraintKind() == 'p'
                && index.columns().stream().allMatch(number -> isUuid(subject.catalog(), table, number));
        findings.accept(new Finding(
                Rule.A09,
                surrogate ? Severity.INFO : Severity.ERROR,
                table.sql(),
                kind(index) + " " + (index.constraint() == null ? index.sql() : index.constraint())
                        + " does not contain " + table.column().sql()
                        + (surrogate ? "; its values are uuids, which nobody guesses" : ""),
                mend(subject, table, index)));
    }

    private static boolean isUuid(Catalog catalog, TenantRelation table, int number) {
        Column column = catalog.column(table.relation().oid(), number);
        return column != null && column.type().equals("uuid");
    }

    private static String kind(Index index) {
        return switch (index.constraintKind()) {
            case 'p' -> "Primary key";
            case 'u' -> "Unique constraint";
            case 'x' -> "Exclusion constraint";
            default -> "Unique index";
        };
    }

    private static List<String> mend(AuditSubject subject, TenantRelation table, Index index) {
        String keys = table.column().sql() + ", " + String.join(", ", index.keys());
        List<String> sql = new ArrayList<>();
        switch (index.constraintKind()) {
            case 'p', 'u' -> {
                List<ForeignKey> resting = subject.catalog().foreignKeys().stream()
                        .filter(key -> key.index() == index.oid())
                        .toList();
                if (resting.stream().anyMatch(key -> !key.acts() && subject.tenant(key.from()) == null)) {
                    // A table without tenants points here: it cannot name a tenant, and dropping its key is a decision.
                    return List.of();
                }
                resting.forEach(key -> sql.add(ForeignKeyRules.untied(from(subject, key), key)));
                sql.add("alter table " + table.sql() + " drop constraint if exists " + index.constraint()
                        + ", add constraint "
                        + index.constraint() + (index.constraintKind() == 'p' ? " primary key (" : " unique (") + keys
                        + ");");
                for (ForeignKey key : resting) {
                    TenantRelation from = subject.tenant(key.from());
                    if (from != null) {
                        sql.add(ForeignKeyRules.paired(subject.catalog(), key, from, table));
                    }
                }
            }
            case 'x' -> {
                // An exclusion constraint's operators are not retold here: what overlaps is a decision.
            }
            default -> {
                sql.add("drop index if exists " + index.sql() + ";");
                sql.add("create unique index " + IndexName.of(index) + " on " + table.sql() + " (" + keys + ")"
                        + (index.predicate() == null ? "" : " where " + index.predicate()) + ";");
            }
        }
        return sql;
    }

    private static String from(AuditSubject subject, ForeignKey key) {
        var relation = subject.catalog().relation(key.from());
        return relation == null ? String.valueOf(key.from()) : relation.sql();
    }
}
