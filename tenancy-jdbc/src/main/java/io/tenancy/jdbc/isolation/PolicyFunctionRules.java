package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Node;
import io.tenancy.jdbc.internal.catalog.Policy;
import io.tenancy.jdbc.internal.catalog.Routine;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A07: functions that policies call, and functions that claim to be leakproof. */
final class PolicyFunctionRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Catalog catalog = subject.catalog();
        for (TenantRelation table : subject.tenants()) {
            for (Policy policy :
                    catalog.policiesFor(table.relation().oid(), catalog.app().oid())) {
                calls(catalog, policy.using(), table, policy, findings);
                calls(catalog, policy.check(), table, policy, findings);
            }
        }
        for (Routine routine : catalog.routines().values()) {
            if (routine.leakproof()) {
                report(
                        findings,
                        routine,
                        "The function claims to be LEAKPROOF: queries may run it on rows that policies hide",
                        alter(routine, "not leakproof"));
            }
        }
    }

    private static void calls(
            Catalog catalog,
            @Nullable Node expression,
            TenantRelation table,
            Policy policy,
            Consumer<Finding> findings) {
        if (expression == null) {
            return;
        }
        expression.walk(node -> {
            Routine routine = catalog.routines().get(Math.max(node.number("funcid"), node.number("opfuncid")));
            if (routine != null) {
                judge(routine, node, " (policy " + policy.sql() + " on " + table.sql() + ")", findings);
            }
        });
    }

    private static void judge(Routine routine, Node.Struct call, String where, Consumer<Finding> findings) {
        if (routine.volatility() == 'i' && !readsColumn(call)) {
            report(
                    findings,
                    routine,
                    "A policy calls this function, which is IMMUTABLE: its result outlives the tenant" + where,
                    alter(routine, "stable"));
        } else if (routine.volatility() == 'v') {
            report(
                    findings,
                    routine,
                    "A policy calls this function, which is VOLATILE: no index serves it" + where,
                    alter(routine, "stable"));
        }
        String path = routine.searchPath();
        if (routine.definer() && (path == null || path.contains("$user"))) {
            report(
                    findings,
                    routine,
                    "A policy calls this function, which runs with its owner's rights and the caller's search path"
                            + where,
                    alter(routine, "set search_path = pg_catalog, pg_temp"));
        }
    }

    /** What is computed from the row itself is computed for every row. */
    private static boolean readsColumn(Node.Struct call) {
        AtomicBoolean found = new AtomicBoolean();
        call.walk(node -> {
            if (node.kind().equals("VAR")) {
                found.set(true);
            }
        });
        return found.get();
    }

    private static String alter(Routine routine, String change) {
        return "alter function " + routine.sql() + " " + change + ";";
    }

    private static void report(Consumer<Finding> findings, Routine routine, String problem, String sql) {
        findings.accept(new Finding(Rule.A07, Severity.ERROR, routine.sql(), problem, List.of(sql)));
    }
}
