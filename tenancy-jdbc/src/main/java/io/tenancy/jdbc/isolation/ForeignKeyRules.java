package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.ForeignKey;
import io.tenancy.jdbc.internal.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A08: foreign keys along which a row reaches into another tenant. */
final class ForeignKeyRules implements AuditRule {
    private static final Map<Character, String> ACTIONS =
            Map.of('c', " cascade", 'n', " set null", 'd', " set default", 'r', " restrict");

    @Override
    public void judge(AuditSubject subject, Consumer<Finding> findings) {
        for (ForeignKey key : subject.catalog().foreignKeys()) {
            TenantRelation from = subject.tenant(key.from());
            TenantRelation to = subject.tenant(key.to());
            Relation target = subject.catalog().relation(key.to());
            if (from != null && to != null) {
                if (!pairs(key, from, to)) {
                    report(subject.catalog(), key, from, to, findings);
                }
            } else if (from != null && target != null && isRegistry(from, target)) {
                findings.accept(new Finding(
                        Rule.A08,
                        Severity.WARNING,
                        from.sql(),
                        "Foreign key " + key.sql()
                                + " points into the registry: a tenant's rows then hinder its deletion",
                        List.of(untied(from.sql(), key))));
            } else if (from == null && to != null) {
                fromOutside(subject.catalog(), key, to, findings);
            }
        }
    }

    private static boolean pairs(ForeignKey key, TenantRelation from, TenantRelation to) {
        for (int i = 0; i < key.columns().size(); i++) {
            if (key.columns().get(i) == from.column().number()
                    && key.targets().get(i) == to.column().number()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRegistry(TenantRelation from, Relation target) {
        return !from.isControlPlane() && target.schema().equals(AuditSubject.CONTROL_PLANE);
    }

    private static void report(
            Catalog catalog, ForeignKey key, TenantRelation from, TenantRelation to, Consumer<Finding> findings) {
        findings.accept(new Finding(
                Rule.A08,
                Severity.ERROR,
                from.sql(),
                "Foreign key " + key.sql() + " to " + to.sql() + " does not pair "
                        + from.column().sql() + " with "
                        + to.column().sql()
                        + (key.acts() ? ", and a change there changes rows of other tenants here" : ""),
                mend(catalog, key, from, to)));
    }

    /** A table without tenants that points into one: what one tenant deletes concerns everybody. */
    private static void fromOutside(Catalog catalog, ForeignKey key, TenantRelation to, Consumer<Finding> findings) {
        Relation from = catalog.relation(key.from());
        if (from != null && key.acts()) {
            findings.accept(new Finding(
                    Rule.A08,
                    Severity.ERROR,
                    from.sql(),
                    "Foreign key " + key.sql() + " lets a tenant's change of " + to.sql()
                            + " change rows of this table, which belongs to no tenant",
                    List.of(untied(from.sql(), key))));
        }
    }

    private static List<String> mend(Catalog catalog, ForeignKey key, TenantRelation from, TenantRelation to) {
        List<String> sql = new ArrayList<>();
        Set<Integer> wanted = new TreeSet<>(key.targets());
        wanted.add(to.column().number());
        boolean target = catalog.indexesOf(key.to()).stream()
                .anyMatch(index -> index.unique()
                        && index.valid()
                        && index.predicate() == null
                        && new TreeSet<>(index.columns()).equals(wanted));
        if (!target) {
            List<Integer> columns = new ArrayList<>(List.of(to.column().number()));
            columns.addAll(without(key, from, to, key.targets()));
            sql.add("create unique index if not exists " + IndexName.free(catalog, to.relation(), columns, "key")
                    + " on " + to.sql() + " (" + names(catalog, key.to(), null, columns) + ");");
        }
        sql.add(untied(from.sql(), key));
        sql.add(paired(catalog, key, from, to));
        return sql;
    }

    /** The key dropped; a statement of its own, so that what several findings need is done once. */
    static String untied(String from, ForeignKey key) {
        return "alter table " + from + " drop constraint if exists " + key.sql() + ";";
    }

    /** The same key with the tenant columns in front. */
    static String paired(Catalog catalog, ForeignKey key, TenantRelation from, TenantRelation to) {
        return "alter table " + from.sql() + " add constraint " + key.sql() + " foreign key ("
                + names(catalog, key.from(), from.column(), without(key, from, to, key.columns())) + ") references "
                + to.sql() + " ("
                + names(catalog, key.to(), to.column(), without(key, from, to, key.targets())) + ")"
                + action(" on delete", key.onDelete(), catalog, key)
                + action(" on update", key.onUpdate(), catalog, key)
                + (key.timing().isEmpty() ? "" : " " + key.timing()) + ";";
    }

    private static String action(String event, char action, Catalog catalog, ForeignKey key) {
        String name = ACTIONS.get(action);
        if (name == null) {
            return "";
        }
        // The tenant column itself must stay, which can be said of deletes only.
        boolean narrowed = event.equals(" on delete") && (action == 'n' || action == 'd');
        return event + name + (narrowed ? " (" + names(catalog, key.from(), null, key.columns()) + ")" : "");
    }

    private static List<Integer> without(ForeignKey key, TenantRelation from, TenantRelation to, List<Integer> side) {
        return IntStream.range(0, side.size())
                .filter(place -> key.columns().get(place) != from.column().number()
                        && key.targets().get(place) != to.column().number())
                .mapToObj(side::get)
                .toList();
    }

    private static String names(Catalog catalog, long relation, @Nullable Column tenant, List<Integer> columns) {
        List<String> names = new ArrayList<>();
        if (tenant != null) {
            names.add(tenant.sql());
        }
        names.addAll(columns.stream()
                .map(number -> catalog.column(relation, number))
                .filter(Objects::nonNull)
                .map(Column::sql)
                .toList());
        return names.stream().collect(Collectors.joining(", "));
    }
}
