package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.catalog.Rewrite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A13: materialized views, foreign tables and rules, which policies do not cover. */
final class UncoveredObjectRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Map<Long, Set<Long>> reads = new HashMap<>();
        for (Rewrite rewrite : subject.catalog().rewrites()) {
            if (rewrite.select()) {
                reads.computeIfAbsent(rewrite.relation(), key -> new HashSet<>())
                        .addAll(rewrite.reads());
            } else {
                rule(subject, rewrite, findings);
            }
        }
        for (Relation relation : subject.catalog().relations().values()) {
            if (relation.kind() == 'm'
                    && relation.isReachable()
                    && holdsTenants(subject, relation.oid(), reads, new HashSet<>())) {
                report(
                        findings,
                        relation.sql(),
                        "The application reads this materialized view of tenant tables",
                        revoke(subject, relation));
            } else if (relation.kind() == 'f' && relation.isReachable()) {
                foreign(subject, relation, findings);
            }
        }
    }

    /** Whether what a view selects comes from a tenant table in the end. */
    static boolean holdsTenants(AuditSubject subject, long relation, Map<Long, Set<Long>> reads, Set<Long> seen) {
        return seen.add(relation)
                && reads.getOrDefault(relation, Set.of()).stream()
                        .anyMatch(below -> subject.tenant(below) != null || holdsTenants(subject, below, reads, seen));
    }

    private static void foreign(AuditSubject subject, Relation table, Consumer<Finding> findings) {
        boolean tenant = subject.catalog().column(table.oid(), "tenant_id") != null
                || subject.tenants().stream()
                        .anyMatch(one -> subject.catalog()
                                        .column(table.oid(), one.column().name())
                                != null);
        if (tenant) {
            report(
                    findings,
                    table.sql(),
                    "The application reads this foreign table of tenants' rows",
                    revoke(subject, table));
        } else {
            findings.accept(new Finding(
                    Rule.A24,
                    Severity.WARNING,
                    table.sql(),
                    "The application reaches this foreign table, which cannot have policies",
                    List.of(revoke(subject, table))));
        }
    }

    private static void rule(AuditSubject subject, Rewrite rule, Consumer<Finding> findings) {
        Relation on = subject.catalog().relation(rule.relation());
        boolean tenants = subject.tenant(rule.relation()) != null
                || rule.reads().stream().anyMatch(read -> subject.tenant(read) != null);
        if (on != null && tenants) {
            report(
                    findings,
                    on.sql(),
                    "Rule " + rule.sql() + " runs with the rights of the owner of " + on.sql(),
                    "drop rule if exists " + rule.sql() + " on " + on.sql() + ";");
        }
    }

    private static String revoke(AuditSubject subject, Relation relation) {
        return "revoke all on " + relation.sql() + " from " + subject.grantees() + ";";
    }

    private static void report(Consumer<Finding> findings, String object, String problem, String sql) {
        findings.accept(new Finding(Rule.A13, Severity.ERROR, object, problem, List.of(sql)));
    }
}
