package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.lint.Statement.Constraint;
import io.tenancy.cli.lint.Statement.IndexColumn;
import io.tenancy.cli.lint.Statement.KeyKind;
import io.tenancy.jdbc.isolation.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** L03: keys of tenant tables hold the tenant. Looked at when the script is through: isolate may come behind. */
final class Keys implements Check {
    private final List<Made> made = new ArrayList<>();
    private final List<Statement.CreateIndex> indexes = new ArrayList<>();

    private record Made(Name table, Constraint key) {}

    @Override
    public void after(Parsed parsed, Looking looking) {
        Statement statement = parsed.statement();
        if (statement instanceof Statement.CreateTable create && !create.isTemporary()) {
            create.keys().forEach(key -> made.add(new Made(create.table(), key)));
        } else if (statement instanceof Statement.AlterTable alter) {
            alter.changes().forEach(change -> change.keys().forEach(key -> made.add(new Made(alter.table(), key))));
        } else if (statement instanceof Statement.CreateIndex index && index.unique()) {
            indexes.add(index);
        }
    }

    @Override
    public void end(Looking looking) {
        for (Made one : made) {
            String tenant = looking.catalog().tenantColumn(one.table());
            if (tenant == null) {
                continue;
            }
            switch (one.key().kind()) {
                case FOREIGN -> foreign(one.table(), one.key(), tenant, looking);
                case PRIMARY, UNIQUE, EXCLUDE -> unique(one.table(), one.key(), tenant, looking);
                default -> {}
            }
        }
        for (Statement.CreateIndex index : indexes) {
            String tenant = looking.catalog().tenantColumn(index.table());
            List<@Nullable String> columns =
                    index.columns().stream().map(IndexColumn::column).toList();
            if (tenant != null && !columns.contains(tenant)) {
                unique(index.table(), "Unique index", columns, tenant, index.at(), looking);
            }
        }
    }

    private static void unique(Name table, Constraint key, String tenant, Looking looking) {
        if (key.usesIndex() || key.columns().contains(tenant)) {
            return;
        }
        String what = switch (key.kind()) {
            case PRIMARY -> "Primary key";
            case EXCLUDE -> "Exclusion constraint";
            default -> "Unique constraint";
        };
        unique(table, what, key.columns(), tenant, key.at(), looking);
    }

    private static void unique(
            Name table, String what, List<@Nullable String> columns, String tenant, int at, Looking looking) {
        boolean surrogate = columns.size() == 1 && columns.get(0) != null && isUuid(table, columns.get(0), looking);
        String named = String.join(
                ", ", columns.stream().map(one -> one == null ? ".." : one).toList());
        looking.report(
                LintRule.L03,
                surrogate ? Severity.INFO : Severity.ERROR,
                table,
                what + (named.isEmpty() ? "" : " (" + named + ")") + " is over all tenants: it lacks " + tenant,
                at);
    }

    private static boolean isUuid(Name name, @Nullable String column, Looking looking) {
        Table table = looking.catalog().table(name);
        return table != null && "uuid".equals(table.columns.get(column));
    }

    private static void foreign(Name table, Constraint key, String tenant, Looking looking) {
        Name target = key.references();
        String theirs = target == null ? null : looking.catalog().tenantColumn(target);
        if (target == null || theirs == null || isPaired(key, tenant, target, theirs, looking)) {
            return;
        }
        String acts = key.acts() ? ", and a change there changes rows of other tenants here" : "";
        looking.report(
                LintRule.L03,
                Severity.ERROR,
                table,
                "Foreign key (" + String.join(", ", key.columns()) + ") to " + target + " does not pair " + tenant
                        + " with " + theirs + acts,
                key.at());
    }

    private static boolean isPaired(Constraint key, String tenant, Name target, String theirs, Looking looking) {
        List<String> referenced = key.referenced().isEmpty() ? primary(target, looking) : key.referenced();
        int position = key.columns().indexOf(tenant);
        return position >= 0 && (referenced.isEmpty() || referenced.indexOf(theirs) == position);
    }

    private static List<String> primary(Name name, Looking looking) {
        Table table = looking.catalog().table(name);
        return table == null
                ? List.of()
                : table.keys.stream()
                        .filter(key -> key.kind() == KeyKind.PRIMARY)
                        .findFirst()
                        .map(Constraint::columns)
                        .orElse(List.of());
    }
}
