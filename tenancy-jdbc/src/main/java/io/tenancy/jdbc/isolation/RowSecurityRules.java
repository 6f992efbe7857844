package io.tenancy.jdbc.isolation;

import java.util.List;
import java.util.function.Consumer;

/** A01, A02, A16: whether row level security is on, binds the owner, and covers partitions and inheriting tables. */
final class RowSecurityRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        for (TenantRelation table : subject.tenants()) {
            if (!table.relation().rowSecurity()) {
                off(subject, table, findings);
            } else if (!table.relation().forced()
                    && (!table.child() || table.relation().isReachable())) {
                findings.accept(new Finding(
                        Rule.A02,
                        Severity.ERROR,
                        table.sql(),
                        "Row level security does not bind the owner, "
                                + subject.catalog()
                                        .roles()
                                        .get(table.relation().owner())
                                        .name(),
                        List.of("alter table " + table.sql() + " force row level security;")));
            }
        }
    }

    private static void off(AuditSubject subject, TenantRelation table, Consumer<Finding> findings) {
        TenantRelation parent = subject.tenant(table.root().oid());
        if (table.child() && parent != null) {
            if (table.relation().isReachable()) {
                findings.accept(new Finding(
                        Rule.A16,
                        Severity.ERROR,
                        table.sql(),
                        "The application reaches this child of " + parent.sql()
                                + " directly, and it has no row level security of its own",
                        List.of(table.isolate())));
            }
            return;
        }
        boolean policies = !subject.catalog().policiesOf(table.relation().oid()).isEmpty();
        boolean reachable = table.relation().isReachable();
        findings.accept(new Finding(
                Rule.A01,
                reachable ? Severity.ERROR : Severity.WARNING,
                table.sql(),
                "Row level security is off"
                        + (policies ? ", so that its policies do nothing" : "")
                        + (reachable ? "" : "; only the missing grant keeps the application out"),
                List.of(table.isolate())));
    }
}
