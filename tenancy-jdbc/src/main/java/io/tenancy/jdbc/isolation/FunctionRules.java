package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.catalog.Routine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A14: functions that run with the rights of their owner, called by the application or by a trigger on what it writes. */
final class FunctionRules implements AuditRule {
    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Map<Long, Boolean> seeing = new HashMap<>();
        for (Routine routine : subject.catalog().routines().values()) {
            if (!routine.definer() || !runs(subject.catalog(), routine) || isOurs(subject.catalog(), routine)) {
                continue;
            }
            if (seeing.computeIfAbsent(routine.owner(), owner -> seesAll(subject, owner))) {
                all(subject.catalog(), routine, findings);
            } else if (routine.intoControlPlane()
                    && subject.catalog().roles().get(routine.owner()).name().equals("tenancy_owner")) {
                findings.accept(new Finding(
                        Rule.A14,
                        Severity.ERROR,
                        routine.sql(),
                        "It reaches into the control plane with the rights of tenancy_owner, which sees accounts and other tenants there",
                        List.of(alter(routine) + " security invoker;")));
            } else if (!isPinned(subject.catalog(), routine)) {
                findings.accept(new Finding(
                        Rule.A14,
                        Severity.WARNING,
                        routine.sql(),
                        "It runs with the rights of "
                                + subject.catalog().roles().get(routine.owner()).name()
                                + " and looks names up where the caller says",
                        List.of(alter(routine) + " set search_path = pg_catalog, pg_temp;")));
            }
        }
    }

    /** The control plane's look-ups: what they see beyond the registry is the fault of a table, not theirs. */
    private static boolean isOurs(Catalog catalog, Routine routine) {
        String owner = catalog.roles().get(routine.owner()).name();
        return routine.sql().startsWith(AuditSubject.CONTROL_PLANE + ".")
                && (owner.equals("tenancy_owner") || owner.equals("tenancy_resolver"))
                && isPinned(catalog, routine);
    }

    /** Called by name, or fired: a trigger asks nobody for EXECUTE. */
    private static boolean runs(Catalog catalog, Routine routine) {
        List<Long> tables = catalog.triggered().getOrDefault(routine.oid(), List.of());
        boolean fired =
                tables.stream().map(catalog::relation).filter(Objects::nonNull).anyMatch(Relation::isWritable);
        return fired || (routine.executable() && !routine.trigger());
    }

    /** Of the application's tables: the control plane's owner sees what its own functions need there, whoever is bound. */
    private static boolean seesAll(AuditSubject subject, long role) {
        return subject.tenants().stream()
                .filter(table -> !table.relation().schema().equals(AuditSubject.CONTROL_PLANE))
                .filter(table -> table.relation().rowSecurity() && !table.child())
                .anyMatch(table -> subject.access().sight(role, table) == Access.Sight.ALL_TENANTS);
    }

    private static void all(Catalog catalog, Routine routine, Consumer<Finding> findings) {
        findings.accept(new Finding(
                Rule.A14,
                Severity.ERROR,
                routine.sql(),
                "It runs with the rights of "
                        + catalog.roles().get(routine.owner()).name() + ", which sees all tenants' rows",
                List.of(alter(routine) + " security invoker;")));
    }

    private static boolean isPinned(Catalog catalog, Routine routine) {
        String path = routine.searchPath();
        return path != null
                && !path.contains("$user")
                && (path.endsWith("pg_temp") || !catalog.surroundings().temporary());
    }

    private static String alter(Routine routine) {
        return "alter " + (routine.procedure() ? "procedure " : "function ") + routine.sql();
    }
}
