package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Policy;
import io.tenancy.cli.lint.Catalog.Routine;
import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.lint.Catalog.View;
import io.tenancy.cli.lint.Statement.Change;
import io.tenancy.cli.lint.Statement.Column;
import io.tenancy.cli.lint.Statement.Constraint;
import io.tenancy.cli.lint.Statement.KeyKind;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries a statement out on the {@link Catalog}. */
final class CatalogUpdate {
    private final Catalog catalog;
    private final Script script;
    private final RightsUpdate rights;

    CatalogUpdate(Catalog catalog, Script script) {
        this.catalog = catalog;
        this.script = script;
        this.rights = new RightsUpdate(catalog);
    }

    void apply(Parsed parsed) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.Do block) {
            block.body().forEach(this::apply);
        } else if (statement instanceof Statement.CreateTable create) {
            create(create);
        } else if (statement instanceof Statement.ForeignTable create) {
            foreign(create);
        } else if (statement instanceof Statement.AlterTable alter) {
            alter.changes().forEach(change -> change(alter.table(), change));
        } else if (statement instanceof Statement.CreateIndex index) {
            catalog.indexes.put(index.name() == null ? "" : index.name(), index.table());
        } else if (statement instanceof Statement.CreateView create) {
            view(create);
        } else if (statement instanceof Statement.AlterView alter && alter.invoker() != null) {
            catalog.views.computeIfAbsent(alter.view(), name -> new View(script)).invoker = alter.invoker();
        } else if (statement instanceof Statement.CreateFunction create) {
            routine(create, parsed.facts());
        } else if (statement instanceof Statement.AlterFunction alter) {
            routine(alter);
        } else if (statement instanceof Statement.Drop drop) {
            drop.names().forEach(this::drop);
        } else {
            policy(statement);
            rights.apply(statement);
        }
        if (!(statement instanceof Statement.CreateFunction)) {
            Helpers.isolations(parsed.facts(), catalog).forEach(this::isolate);
            Helpers.shares(parsed.facts(), catalog).forEach(this::share);
        }
    }

    private void create(Statement.CreateTable create) {
        if (create.ifNotExists() && catalog.tables.containsKey(create.table())) {
            return;
        }
        Table table = new Table(create.table(), script, create.at());
        table.isTemporary = create.isTemporary();
        table.isPartitioned = create.isPartitioned();
        table.knowsColumns = !create.isCopy();
        table.parents.addAll(create.parents());
        create.parents().forEach(parent -> copyColumns(parent, table));
        create.like().forEach(model -> copyColumns(model, table));
        create.columns().forEach(column -> table.columns.put(column.name(), column.type()));
        table.keys.addAll(create.keys());
        if (!create.isTemporary()) {
            catalog.tables.put(create.table(), table);
            if (catalog.opensNewTables) {
                table.granted.add("SELECT");
            }
        }
    }

    private void copyColumns(Name from, Table to) {
        Table model = catalog.table(from);
        if (model == null) {
            to.knowsColumns = false;
        } else {
            to.columns.putAll(model.columns);
        }
    }

    private void foreign(Statement.ForeignTable create) {
        View view = new View(script);
        view.materialized = true;
        view.reads = List.of();
        catalog.views.put(create.table(), view);
    }

    private void change(Name name, Change change) {
        Table table = catalog.table(name);
        if (table == null) {
            return;
        }
        if (change.column() != null) {
            Column column = change.column();
            table.columns.put(column.name(), column.type());
        }
        table.keys.addAll(change.keys());
        change.keys().stream().filter(key -> !key.notValid()).forEach(key -> validated(table, key));
        switch (change.kind()) {
            case ENABLE_RLS -> table.secured = true;
            case DISABLE_RLS -> table.secured = false;
            case FORCE_RLS -> table.forced = true;
            case NO_FORCE_RLS -> table.forced = false;
            case DROP_COLUMN -> table.columns.remove(change.subject());
            case INHERIT -> table.parents.add(Objects.requireNonNull(change.other()));
            case ATTACH -> attach(change.other(), name);
            case VALIDATE ->
                table.keys.stream()
                        .filter(key ->
                                change.subject() != null && change.subject().equals(key.name()))
                        .forEach(key -> validated(table, key));
            case RENAME_TABLE -> rename(table, new Name(name.schema(), String.valueOf(change.subject())));
            case SET_SCHEMA -> rename(table, new Name(String.valueOf(change.subject()), name.name()));
            default -> {}
        }
    }

    private void attach(@Nullable Name child, Name parent) {
        Table table = child == null ? null : catalog.table(child);
        if (table != null) {
            table.parents.add(parent);
        }
    }

    /** A validated CHECK (column is not null) lets SET NOT NULL pass without reading the table. */
    private static void validated(Table table, Constraint key) {
        if (key.kind() == KeyKind.CHECK && key.check() != null) {
            key.check()
                    .all()
                    .filter(Expr.Column.class::isInstance)
                    .forEach(one -> table.validated.add(((Expr.Column) one).name()));
        } else if (key.kind() == KeyKind.NOT_NULL) {
            table.validated.addAll(key.columns());
        }
    }

    private void rename(Table table, Name to) {
        catalog.tables.remove(table.name);
        Table moved = new Table(to, table.script, table.at);
        moved.columns.putAll(table.columns);
        moved.policies.putAll(table.policies);
        moved.keys.addAll(table.keys);
        moved.granted.addAll(table.granted);
        moved.parents.addAll(table.parents);
        moved.isIsolated = table.isIsolated;
        moved.isShared = table.isShared;
        moved.secured = table.secured;
        moved.forced = table.forced;
        catalog.tables.put(to, moved);
    }

    private void view(Statement.CreateView create) {
        View before = catalog.views.get(create.view());
        View view = new View(script);
        view.materialized = create.materialized();
        view.invoker = create.invoker();
        view.reads = create.reads();
        view.granted = (before != null && before.granted) || catalog.opensNewTables;
        catalog.views.put(create.view(), view);
    }

    private void routine(Statement.CreateFunction create, Facts facts) {
        Routine before = catalog.routines.get(create.function());
        Routine routine = new Routine();
        routine.definer = create.definer();
        routine.pinned = create.pinned();
        routine.readable = create.readable();
        routine.isTrigger = create.isTrigger();
        routine.facts = facts;
        routine.closedToPublic = before != null && before.closedToPublic;
        catalog.routines.put(create.function(), routine);
        if (TenantCondition.isSetting(create.returned(), catalog.returningSetting)) {
            catalog.returningSetting.add(create.function());
        }
    }

    private void routine(Statement.AlterFunction alter) {
        Routine routine = catalog.routines.computeIfAbsent(alter.function(), name -> new Routine());
        routine.definer = alter.definer() == null ? routine.definer : alter.definer();
        routine.pinned = (routine.pinned || alter.pinned()) && !alter.unpinned();
    }

    private void policy(Statement statement) {
        if (statement instanceof Statement.CreatePolicy create) {
            Table table = catalog.table(create.table());
            if (table != null) {
                table.policies.put(
                        create.policy(),
                        new Policy(
                                create.restrictive(),
                                create.command(),
                                create.roles(),
                                create.using(),
                                create.check()));
            }
        } else if (statement instanceof Statement.AlterPolicy alter) {
            alter(alter);
        } else if (statement instanceof Statement.DropPolicy drop) {
            remove(catalog.table(drop.table()), drop.policy());
        }
    }

    private static void remove(@Nullable Table table, String policy) {
        if (table != null) {
            table.policies.remove(policy);
        }
    }

    private void alter(Statement.AlterPolicy alter) {
        Table table = catalog.table(alter.table());
        Policy before = table == null ? null : table.policies.remove(alter.policy());
        if (table == null || before == null) {
            return;
        }
        table.policies.put(
                alter.newName() == null ? alter.policy() : alter.newName(),
                new Policy(
                        before.restrictive(),
                        before.command(),
                        alter.roles().isEmpty() ? before.roles() : alter.roles(),
                        alter.using() == null ? before.using() : alter.using(),
                        alter.check() == null ? before.check() : alter.check()));
    }

    private void drop(Name name) {
        catalog.tables.remove(name);
        catalog.views.remove(name);
    }

    private void isolate(Name name) {
        isolate(name, new HashSet<>());
    }

    private void isolate(Name name, Set<Name> seen) {
        Table table = catalog.table(name);
        if (table == null || !seen.add(name)) {
            return;
        }
        table.isIsolated = true;
        table.secured = true;
        table.forced = true;
        Helpers.policies(catalog, name).forEach(table.policies::put);
        String tenantColumn = catalog.tenantColumn(name);
        if (tenantColumn != null) {
            table.columns.putIfAbsent(tenantColumn, "uuid");
        }
        List<Name> children = catalog.tables.values().stream()
                .filter(child -> child.parents.contains(name))
                .map(child -> child.name)
                .toList();
        children.forEach(child -> isolate(child, seen));
    }

    private void share(Name name) {
        Table table = catalog.table(name);
        if (table != null) {
            table.isShared = true;
            table.granted.add("SELECT");
        }
    }
}
