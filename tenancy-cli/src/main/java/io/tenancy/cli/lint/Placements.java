package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.lint.LintSettings.Placement;
import io.tenancy.jdbc.isolation.Severity;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** L12: repeatable migrations can be repeated; and, where asked for, migrations fit a schema for each tenant, or Citus. */
final class Placements implements Check {
    private final Set<String> dropped = new HashSet<>();

    @Override
    public void after(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.Drop drop) {
            drop.names().forEach(name -> dropped.add(name.toString()));
        } else if (statement instanceof Statement.DropPolicy drop) {
            dropped.add(drop.policy());
        }
        if (looking.script().file().kind() == MigrationFile.Kind.REPEATABLE) {
            repeatable(statement, looking);
        }
        if (looking.settings().placements().contains(Placement.SCHEMA)) {
            schema(statement, looking);
        }
        if (looking.settings().placements().contains(Placement.CITUS)
                && statement instanceof Statement.CreatePolicy create
                && (TenantCondition.hasSelect(create.using()) || TenantCondition.hasSelect(create.check()))) {
            looking.report(
                    LintRule.L12,
                    Severity.WARNING,
                    create.table(),
                    "Policy " + create.policy() + " has a sub-select, which Citus refuses on distributed tables",
                    create.at());
        }
    }

    private void repeatable(Statement statement, Looking looking) {
        String object = null;
        if (statement instanceof Statement.CreateTable create && !create.ifNotExists() && !create.isTemporary()) {
            object = create.table().toString();
        } else if (statement instanceof Statement.CreateView create && !create.replaces()) {
            object = create.view().toString();
        } else if (statement instanceof Statement.CreateFunction create && !create.replaces()) {
            object = create.function().toString();
        } else if (statement instanceof Statement.CreateIndex create && !create.ifNotExists()) {
            object = create.table().toString();
        } else if (statement instanceof Statement.CreatePolicy create) {
            object = dropped.contains(create.policy()) ? null : create.table().toString();
        } else if (statement instanceof Statement.Other other
                && other.kind() == Statement.OtherKind.CREATES_OBJECT
                && !other.repeatable()
                && other.object() != null) {
            object = other.object().toString();
        }
        if (object != null && !dropped.contains(object)) {
            looking.report(
                    LintRule.L12,
                    Severity.WARNING,
                    object,
                    "A repeatable migration that fails when it runs again: it makes what is there",
                    statement.at());
        }
    }

    private static void schema(Statement statement, Looking looking) {
        Name made = made(statement);
        if (made == null) {
            return;
        }
        boolean spelled = looking.script().sql().regionMatches(true, statement.at(), "public.", 0, 7);
        if (spelled || !made.schema().equals(Name.USUAL_SCHEMA)) {
            looking.report(
                    LintRule.L12,
                    Severity.WARNING,
                    made,
                    "A schema in the name: every tenant's schema would get it there",
                    statement.at());
        }
    }

    private static @Nullable Name made(Statement statement) {
        if (statement instanceof Statement.CreateTable create) {
            return create.table();
        }
        if (statement instanceof Statement.CreateView create) {
            return create.view();
        }
        if (statement instanceof Statement.CreateFunction create) {
            return create.function();
        }
        return statement instanceof Statement.AlterTable alter ? alter.table() : null;
    }

    @Override
    public void end(Looking looking) {
        if (!looking.settings().placements().contains(Placement.CITUS)) {
            return;
        }
        String sql = looking.script().sql();
        for (Table table : looking.catalog().tables.values()) {
            if (table.script == looking.script()
                    && table.parents.isEmpty()
                    && !sql.contains("create_distributed_table")
                    && !sql.contains("create_reference_table")) {
                looking.report(
                        LintRule.L12,
                        Severity.WARNING,
                        table.name,
                        "Neither distributed nor a reference table: it stays on one machine",
                        table.at,
                        "select create_distributed_table('" + table.name + "', '"
                                + looking.catalog().tenantColumn(table.name) + "');");
            }
        }
    }
}
