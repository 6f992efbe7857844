package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A catalog, and what each table was taken for. Immutable once made. */
final class AuditSubject {
    static final String CONTROL_PLANE = "tenancy";
    static final String USUAL_COLUMN = "tenant_id";

    private final Catalog catalog;
    private final @Nullable Set<String> declaredShared;
    private final Access access;
    private final Map<Long, TenantRelation> tenants = new TreeMap<>();
    private final List<Relation> shared = new ArrayList<>();
    private final List<Relation> unclassified = new ArrayList<>();
    private final List<AuditedTable> audited = new ArrayList<>();

    private AuditSubject(Catalog catalog, @Nullable Set<String> declaredShared) {
        this.catalog = catalog;
        this.declaredShared = declaredShared;
        this.access = new Access(catalog);
    }

    static AuditSubject of(Catalog catalog, @Nullable String declaredColumn, @Nullable Set<String> declaredShared) {
        AuditSubject subject = new AuditSubject(catalog, declaredShared);
        List<Relation> tables = catalog.relations().values().stream()
                .filter(relation -> relation.isTable() && !relation.ofExtension())
                .sorted(Comparator.comparing(Relation::sql))
                .toList();
        List<String> columns = declaredColumn != null ? List.of(declaredColumn) : subject.usualColumns(tables);
        tables.forEach(table -> subject.classify(table, columns, declaredColumn != null));
        return subject;
    }

    /** Nobody told: whatever floors name is a tenant column in other tables too, the most frequent first. */
    private List<String> usualColumns(List<Relation> tables) {
        Map<String, Integer> votes = new TreeMap<>(Map.of(USUAL_COLUMN, 0));
        tables.stream()
                .filter(table -> !isControlPlane(table))
                .forEach(table -> floorColumn(table).ifPresent(column -> votes.merge(column.name(), 1, Integer::sum)));
        return votes.keySet().stream()
                .sorted(Comparator.<String, Integer>comparing(votes::get, Comparator.reverseOrder())
                        .thenComparing(name -> !name.equals(USUAL_COLUMN)))
                .toList();
    }

    private void classify(Relation table, List<String> columns, boolean columnDeclared) {
        boolean listed = isDeclaredShared(table);
        Column tenant = listed ? null : tenantColumn(table, columns);
        if (table.schema().equals(CONTROL_PLANE)) {
            // Has classes of its own; only a floor makes a tenant table there.
            tenant = floorColumn(table).orElse(null);
            listed = ControlPlaneTables.CATALOG.contains(table.name());
        }
        if (tenant != null) {
            boolean floor = floorColumn(table).isPresent();
            tenants.put(table.oid(), new TenantRelation(table, tenant, root(table)));
            tell(table, AuditedTable.Type.TENANT, tenant.sql(), !floor && !columnDeclared);
        } else if (listed) {
            shared.add(table);
            tell(table, AuditedTable.Type.SHARED, null, false);
        } else if (table.privileges().isEmpty()) {
            tell(table, AuditedTable.Type.CLOSED, null, true);
        } else if (declaredShared == null && !table.isWritable() && !isControlPlane(table)) {
            shared.add(table);
            tell(table, AuditedTable.Type.SHARED, null, true);
        } else {
            unclassified.add(table);
            tell(table, AuditedTable.Type.UNCLASSIFIED, null, false);
        }
    }

    private static boolean isControlPlane(Relation table) {
        return table.schema().equals(CONTROL_PLANE);
    }

    private Relation root(Relation table) {
        Relation root = table;
        for (long ancestor : catalog.ancestors(table.oid())) {
            Relation above = catalog.relation(ancestor);
            root = above != null && above.parents().isEmpty() ? above : root;
        }
        return root;
    }

    private void tell(Relation table, AuditedTable.Type type, @Nullable String column, boolean inferred) {
        audited.add(new AuditedTable(table.sql(), type, column, inferred));
    }

    private boolean isDeclaredShared(Relation table) {
        return declaredShared != null
                && (declaredShared.contains(table.name())
                        || declaredShared.contains(table.schema() + "." + table.name()));
    }

    private @Nullable Column tenantColumn(Relation table, List<String> columns) {
        return columns.stream()
                .map(name -> catalog.column(table.oid(), name))
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> floorColumn(table))
                .orElse(null);
    }

    /** The column that our own floor policy compares, whatever the table calls it. */
    private Optional<Column> floorColumn(Relation table) {
        return catalog.policiesOf(table.oid()).stream()
                .filter(policy -> policy.name().equals("tenancy_floor"))
                .flatMap(policy -> catalog.predicates().implied(policy.using()).stream())
                .map(equality -> catalog.column(table.oid(), equality.column()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    Catalog catalog() {
        return catalog;
    }

    Access access() {
        return access;
    }

    /** Whether the application has every right on it anyway, which is a finding about its role and not about grants. */
    boolean isOwnedByApp(Relation relation) {
        return catalog.app().superuser()
                || catalog.roles().rightsOf(catalog.app().oid()).contains(relation.owner());
    }

    /** Whoever may have been granted what the application may do. */
    String grantees() {
        Stream<String> groups = catalog.roles().rightsOf(catalog.app().oid()).stream()
                .filter(role -> role != catalog.app().oid())
                .map(role -> catalog.roles().get(role).sql())
                .filter(name -> !name.startsWith("pg_"));
        return Stream.concat(Stream.of("public", catalog.app().sql()), groups).collect(Collectors.joining(", "));
    }

    /** Tenant tables, children included. */
    List<TenantRelation> tenants() {
        return List.copyOf(tenants.values());
    }

    @Nullable
    TenantRelation tenant(long relation) {
        return tenants.get(relation);
    }

    List<Relation> shared() {
        return shared;
    }

    List<Relation> unclassified() {
        return unclassified;
    }

    @Nullable
    Set<String> declaredShared() {
        return declaredShared;
    }

    List<AuditedTable> audited() {
        return audited;
    }
}
