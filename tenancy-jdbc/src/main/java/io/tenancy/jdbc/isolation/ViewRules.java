package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.catalog.Rewrite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A12: views that the application may use and that read a tenant table, however far below, with somebody else's rights. */
final class ViewRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Map<Long, Set<Long>> reads = new HashMap<>();
        for (Rewrite rewrite : subject.catalog().rewrites()) {
            if (rewrite.select()) {
                reads.computeIfAbsent(rewrite.relation(), key -> new HashSet<>())
                        .addAll(rewrite.reads());
            }
        }
        for (Relation view : subject.catalog().relations().values()) {
            if (view.kind() == 'v' && view.isReachable() && !view.ofExtension()) {
                new Walk(subject, view, reads, findings).from(view, null);
            }
        }
    }

    /** Follows one view down to the tables; whoever's rights are used changes at every view that is no invoker. */
    private static final class Walk {
        private final AuditSubject subject;
        private final Relation top;
        private final Map<Long, Set<Long>> reads;
        private final Consumer<Finding> findings;
        private final Set<String> seen = new HashSet<>();

        Walk(AuditSubject subject, Relation top, Map<Long, Set<Long>> reads, Consumer<Finding> findings) {
            this.subject = subject;
            this.top = top;
            this.reads = reads;
            this.findings = findings;
        }

        void from(Relation view, @Nullable Relation definer) {
            Relation rights = view.invoker() ? definer : view;
            if (!seen.add(view.oid() + " " + (rights == null ? 0 : rights.owner()))) {
                return;
            }
            for (long below : reads.getOrDefault(view.oid(), Set.of())) {
                Relation relation = subject.catalog().relation(below);
                TenantRelation table = subject.tenant(below);
                if (table != null && rights != null) {
                    judge(rights, table);
                } else if (relation != null && relation.kind() == 'm' && rights != null) {
                    materialized(relation, rights);
                } else if (relation != null && relation.kind() == 'v') {
                    from(relation, rights);
                }
            }
        }

        private void judge(Relation definer, TenantRelation table) {
            Catalog catalog = subject.catalog();
            String owner = catalog.roles().get(definer.owner()).name();
            String through = definer.oid() == top.oid() ? "It" : definer.sql();
            switch (subject.access().sight(definer.owner(), table)) {
                case ALL_TENANTS -> {
                    // Row level security that is off is a finding of its own.
                    if (table.relation().rowSecurity()) {
                        report(
                                Severity.ERROR,
                                through + " reads " + table.sql() + " with the rights of " + owner
                                        + ", which sees all tenants' rows",
                                definer);
                    }
                }
                case NOTHING ->
                    report(
                            Severity.WARNING,
                            through + " reads " + table.sql() + " with the rights of " + owner
                                    + ", which sees no row: the view is empty",
                            definer);
                case ONE_TENANT -> {}
            }
        }

        private void materialized(Relation relation, Relation definer) {
            if (UncoveredObjectRules.holdsTenants(subject, relation.oid(), reads, new HashSet<>())) {
                findings.accept(new Finding(
                        Rule.A13,
                        Severity.ERROR,
                        top.sql(),
                        "It reads the materialized view " + relation.sql() + ", which holds all tenants' rows",
                        List.of(
                                "alter view " + definer.sql() + " set (security_invoker = true);",
                                "revoke all on " + top.sql() + " from " + subject.grantees() + ";")));
            }
        }

        private void report(Severity severity, String problem, Relation definer) {
            findings.accept(new Finding(
                    Rule.A12,
                    severity,
                    top.sql(),
                    problem,
                    List.of("alter view " + definer.sql() + " set (security_invoker = true);")));
        }
    }
}
