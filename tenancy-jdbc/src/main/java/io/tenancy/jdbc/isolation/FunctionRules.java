package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.catalog.Routine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** A14: functions that run with the rights of their owner, called by the application or by a trigger on what it writes. */
final class FunctionRules implements AuditRule {
    private static final Set<String> CONTROL = Set.of("tenancy_control", "tenancy_resolver");

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        Map<Long, Boolean> seeing = new HashMap<>();
        for (Routine routine : subject.catalog().routines().values()) {
            if (!routine.definer() || !runs(subject.catalog(), routine) || isOurs(subject.catalog(), routine)) {
                continue;
            }
            if (seeing.computeIfAbsent(routine.owner(), owner -> seesAll(subject, owner))) {
                all(subject.catalog(), routine, findings);
            } else if (isLentControl(subject.catalog(), routine)) {
                findings.accept(new Finding(
                        Rule.A14,
                        Severity.ERROR,
                        routine.sql(),
                        "It runs with the rights of "
                                + subject.catalog().roles().get(routine.owner()).name()
                                + ", which sees accounts and tenants in the control plane",
                        List.of(alter(routine) + " owner to tenancy_owner;")));
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
        return isInControlPlane(routine) && isControls(catalog, routine) && isPinned(catalog, routine);
    }

    /** A function of somebody else's that was given to an owner whom the control plane's policies let in. */
    private static boolean isLentControl(Catalog catalog, Routine routine) {
        return !isInControlPlane(routine) && isControls(catalog, routine);
    }

    private static boolean isInControlPlane(Routine routine) {
        return routine.sql().startsWith(AuditSubject.CONTROL_PLANE + ".");
    }

    private static boolean isControls(Catalog catalog, Routine routine) {
        return CONTROL.contains(catalog.roles().get(routine.owner()).name());
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
