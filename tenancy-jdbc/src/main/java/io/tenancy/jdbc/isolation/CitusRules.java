package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Citus;
import io.tenancy.jdbc.internal.catalog.ForeignKey;
import io.tenancy.jdbc.internal.catalog.Policy;
import io.tenancy.jdbc.internal.catalog.Role;
import io.tenancy.jdbc.internal.catalog.TenantEquality;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** C01: what Citus needs so that policies on its workers see the tenant, and so that a tenant's rows stand together. */
final class CitusRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Citus citus = subject.catalog().surroundings().citus();
        if (citus.present()) {
            settings(subject.catalog(), citus, findings);
            logins(subject, citus, findings);
            subject.tenants().stream()
                    .filter(table -> !table.isControlPlane())
                    .forEach(table -> spread(subject, table, citus, findings));
            keys(subject, citus, findings);
        }
    }

    private static void settings(Catalog catalog, Citus citus, Consumer<Finding> findings) {
        String database = catalog.surroundings().database();
        if (!citus.propagated().equals("local")) {
            report(
                    findings,
                    Severity.ERROR,
                    database,
                    "SET LOCAL does not reach the workers",
                    List.of("alter database " + database + " set citus.propagate_set_commands = 'local';"));
        }
    }

    /** The coordinator opens connections to the workers as the owner and as whoever queries. */
    private static void logins(AuditSubject subject, Citus citus, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        Set<Long> owners = new TreeSet<>();
        subject.tenants().stream()
                .filter(one -> !one.isControlPlane())
                .filter(one ->
                        citus.tables().isEmpty() || citus.spread(one.relation().oid()) != null)
                .forEach(one -> owners.add(one.relation().owner()));
        for (long owner : owners) {
            login(catalog.roles().get(owner), "The owner of tenant tables", findings);
        }
        if (!owners.isEmpty() && !owners.contains(catalog.app().oid())) {
            login(catalog.app(), "The application's role", findings);
        }
    }

    private static void login(Role role, String who, Consumer<Finding> findings) {
        if (!role.login()) {
            report(
                    findings,
                    Severity.WARNING,
                    role.sql(),
                    who + " cannot log in to the workers, which it has to if they are distributed",
                    List.of("alter role " + role.sql() + " login;"));
        }
    }

    private static void spread(AuditSubject subject, TenantRelation table, Citus citus, Consumer<Finding> findings) {
        Citus.Spread spread = citus.spread(table.relation().oid());
        if (spread == null) {
            return;
        }
        if (spread.reference()) {
            report(
                    findings,
                    Severity.WARNING,
                    table.sql(),
                    "This tenant table is a reference table: every worker holds all tenants' rows",
                    List.of());
        } else if (spread.isDistributed() && spread.column() != table.column().number()) {
            report(
                    findings,
                    Severity.WARNING,
                    table.sql(),
                    "It is distributed by another column than " + table.column().sql()
                            + ": a tenant's rows are spread over all workers, and its keys cannot hold them together",
                    List.of());
        }
        for (Policy policy : subject.catalog()
                .policiesFor(table.relation().oid(), subject.catalog().app().oid())) {
            TenantEquality equality = subject.access()
                    .tenantEquality(policy.using() == null ? policy.check() : policy.using(), table.column());
            if (spread.isDistributed() && equality != null && equality.subSelect()) {
                report(
                        findings,
                        Severity.WARNING,
                        table.sql(),
                        "Policy " + policy.sql() + " has a sub-select, which Citus refuses on a distributed table",
                        bare(policy, table));
            }
        }
    }

    /** Of a policy that isolate made it is known what it means, and that nothing else is in it. */
    private static List<String> bare(Policy policy, TenantRelation table) {
        if (!policy.name().equals("tenancy_floor") && !policy.name().equals("tenancy_base")) {
            return List.of();
        }
        String setting = switch (table.column().type()) {
            case "uuid" -> "current_setting('tenancy.tenant_id')::uuid";
            case "bigint" -> "current_setting('tenancy.tenant_number')::bigint";
            default -> "current_setting('tenancy.tenant_id')::uuid::text";
        };
        String equality = "(" + table.column().sql() + " = " + setting + ")";
        return List.of("alter policy " + policy.sql() + " on " + table.sql() + " using " + equality + " with check "
                + equality + ";");
    }

    private static void keys(AuditSubject subject, Citus citus, Consumer<Finding> findings) {
        for (ForeignKey key : subject.catalog().foreignKeys()) {
            TenantRelation from = subject.tenant(key.from());
            Citus.Spread pointing = citus.spread(key.from());
            Citus.Spread target = citus.spread(key.to());
            if (from == null || pointing == null || !pointing.isDistributed()) {
                continue;
            }
            boolean together = target != null && (target.reference() || target.colocation() == pointing.colocation());
            if (!together) {
                report(
                        findings,
                        Severity.WARNING,
                        from.sql(),
                        "Foreign key " + key.sql() + " points at a table whose rows stand on other workers",
                        List.of());
            }
        }
    }

    private static void report(
            Consumer<Finding> findings, Severity severity, String object, String problem, List<String> sql) {
        findings.accept(new Finding(Rule.C01, severity, object, problem, sql));
    }
}
