package io.tenancy.cli.adopt;

import java.util.List;

/** Switches the application's triggers off where rows are moved and not changed, and back to what they were. */
final class Triggers {
    private final Original original;

    Triggers(Original original) {
        this.original = original;
    }

    List<String> off(Original.Table table) {
        return of(table).stream()
                .map(trigger -> "alter table " + table.sql() + " disable trigger " + Sql.name(trigger.name()))
                .toList();
    }

    List<String> on(Original.Table table) {
        return of(table).stream()
                .map(trigger -> "alter table " + table.sql() + " enable " + (trigger.enabled() == 'A' ? "always " : "")
                        + "trigger " + Sql.name(trigger.name()))
                .toList();
    }

    /** Those that would fire: not the ones that are off, and not the ones for replicas. */
    private List<Original.Trigger> of(Original.Table table) {
        return original.triggers().stream()
                .filter(trigger -> trigger.table() == table.oid())
                .filter(trigger -> trigger.enabled() == 'O' || trigger.enabled() == 'A')
                .toList();
    }
}
