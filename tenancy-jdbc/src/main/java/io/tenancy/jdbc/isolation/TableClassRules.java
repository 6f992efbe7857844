package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.Relation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A24: tables that nobody classified, shared tables that tenants can write, and declarations that fit nothing. */
final class TableClassRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        for (Relation table : subject.unclassified()) {
            if (subject.isOwnedByApp(table)) {
                continue;
            }
            if (table.schema().equals(AuditSubject.CONTROL_PLANE)) {
                report(
                        findings,
                        Severity.ERROR,
                        table.sql(),
                        "The application has a grant on a platform table of the control plane",
                        revoke(subject, table, "all"));
            } else {
                report(
                        findings,
                        Severity.WARNING,
                        table.sql(),
                        "The application reaches this table, which has no tenant column and is not declared shared",
                        table.isWritable() ? "select tenancy.share(" + Sql.literal(table.sql()) + ");" : null);
            }
        }
        for (Relation view : subject.catalog().relations().values()) {
            if (!view.isTable()
                    && view.schema().equals(AuditSubject.CONTROL_PLANE)
                    && view.isReachable()
                    && !subject.isOwnedByApp(view)) {
                report(
                        findings,
                        Severity.ERROR,
                        view.sql(),
                        "The application has a grant on a view of the control plane",
                        revoke(subject, view, "all"));
            }
        }
        for (Relation table : subject.shared()) {
            shared(subject, table, findings);
        }
        declarations(subject, findings);
    }

    private static void shared(AuditSubject subject, Relation table, Consumer<Finding> findings) {
        if (table.isWritable() && !subject.isOwnedByApp(table)) {
            report(
                    findings,
                    Severity.WARNING,
                    table.sql(),
                    "The application writes this shared table: what one tenant puts there, all read",
                    revoke(subject, table, "insert, update, delete"));
        }
        if (columnOfTenants(subject, table) && table.isReachable()) {
            report(findings, Severity.ERROR, table.sql(), "It is declared shared, but carries a tenant column", null);
        }
    }

    private static boolean columnOfTenants(AuditSubject subject, Relation table) {
        Set<String> names = new TreeSet<>(Set.of("tenant_id"));
        subject.tenants().stream()
                .filter(one -> !one.isControlPlane())
                .forEach(one -> names.add(one.column().name()));
        return !table.schema().equals(AuditSubject.CONTROL_PLANE)
                && subject.catalog().columnsOf(table.oid()).stream()
                        .map(Column::name)
                        .anyMatch(names::contains);
    }

    /** A name that fits no table is a misspelling, or a table that was renamed and is now judged as something else. */
    private static void declarations(AuditSubject subject, Consumer<Finding> findings) {
        Set<String> declared = subject.declaredShared();
        if (declared == null) {
            return;
        }
        for (String name : new TreeSet<>(declared)) {
            boolean known = subject.catalog().relations().values().stream()
                    .anyMatch(table -> name.equals(table.name()) || name.equals(table.schema() + "." + table.name()));
            if (!known) {
                report(findings, Severity.WARNING, name, "It is declared shared, but there is no such table", null);
            }
        }
    }

    private static String revoke(AuditSubject subject, Relation table, String what) {
        return "revoke " + what + " on " + table.sql() + " from " + subject.grantees() + ";";
    }

    private static void report(
            Consumer<Finding> findings, Severity severity, String object, String problem, @Nullable String sql) {
        findings.accept(new Finding(Rule.A24, severity, object, problem, sql == null ? List.of() : List.of(sql)));
    }
}
