package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.lint.Statement.Change;
import io.tenancy.cli.lint.Statement.ChangeKind;
import io.tenancy.jdbc.isolation.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** L06: a child of an isolated table has policies of its own, or nobody reaches it. */
final class Children implements Check {
    private final Map<Name, Integer> children = new LinkedHashMap<>();

    @Override
    public void after(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.CreateTable create
                && !create.parents().isEmpty()) {
            children.put(create.table(), create.at());
        } else if (statement instanceof Statement.AlterTable alter) {
            alter.changes().forEach(change -> change(alter.table(), change));
        } else if (statement instanceof Statement.Grant grant && grant.object().equals("TABLE") && !grant.revoke()) {
            for (Table table : looking.catalog().tables.values()) {
                boolean named = grant.all()
                        ? RightsUpdate.isIn(grant, table.name)
                        : grant.names().contains(table.name);
                if (!table.parents.isEmpty() && named) {
                    children.putIfAbsent(table.name, grant.at());
                }
            }
        }
    }

    private void change(Name table, Change change) {
        if (change.kind() == ChangeKind.ATTACH && change.other() != null) {
            children.put(change.other(), change.at());
        } else if (change.kind() == ChangeKind.INHERIT) {
            children.put(table, change.at());
        }
    }

    @Override
    public void end(Looking looking) {
        children.forEach((name, at) -> {
            Table child = looking.catalog().table(name);
            if (child == null
                    || (child.secured && child.forced)
                    || !looking.catalog().isTenant(name)) {
                return;
            }
            Table parent = parent(child, looking);
            if (parent == null) {
                return;
            }
            boolean open = !child.granted.isEmpty();
            looking.report(
                    LintRule.L06,
                    open ? Severity.ERROR : Severity.INFO,
                    name,
                    "Child of " + parent.name + " without row level security of its own"
                            + (open
                                    ? ", open to the application"
                                    : "; the application reaches it through the parent only"),
                    at,
                    NewTables.isolate(looking.catalog(), parent.name));
        });
    }

    private static @Nullable Table parent(Table child, Looking looking) {
        for (Name name : child.parents) {
            Table parent = looking.catalog().table(name);
            if (parent != null && parent.secured) {
                return parent;
            }
        }
        return null;
    }
}
