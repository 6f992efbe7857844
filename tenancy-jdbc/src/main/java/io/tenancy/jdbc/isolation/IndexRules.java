package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.Index;
import java.util.List;
import java.util.function.Consumer;

/** A11, A23: whether indexes serve queries of one tenant. */
final class IndexRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        for (TenantRelation table : subject.tenants()) {
            // A partition has the indexes of its parent.
            if (table.relation().partition()) {
                continue;
            }
            List<Index> indexes = subject.catalog().indexesOf(table.relation().oid());
            if (indexes.stream()
                    .noneMatch(index -> index.leadsWith(table.column().number()))) {
                findings.accept(new Finding(
                        Rule.A11,
                        Severity.WARNING,
                        table.sql(),
                        "No index leads with " + table.column().sql(),
                        List.of("create index if not exists "
                                + IndexName.free(
                                        subject.catalog(),
                                        table.relation(),
                                        List.of(table.column().number()),
                                        "idx")
                                + " on " + table.sql() + " ("
                                + table.column().sql() + ");")));
            }
            indexes.stream()
                    .filter(index -> !index.unique() && !index.exclusion())
                    .forEach(index -> idle(subject, table, index, findings));
        }
    }

    /** The first column after the tenant decides: what it cannot narrow, the others do not either. */
    private static void idle(AuditSubject subject, TenantRelation table, Index index, Consumer<Finding> findings) {
        int first = index.columns().stream()
                .filter(number -> number != table.column().number())
                .findFirst()
                .orElse(table.column().number());
        if (first == table.column().number() || !index.leaky().contains(first)) {
            return;
        }
        Column column = subject.catalog().column(table.relation().oid(), first);
        findings.accept(new Finding(
                Rule.A23,
                Severity.INFO,
                index.sql(),
                "Index on " + table.sql() + ": no operator of "
                        + (column == null ? "its expression" : column.sql() + " (" + column.type() + ")")
                        + " is leakproof, so the policy goes first",
                List.of()));
    }
}
