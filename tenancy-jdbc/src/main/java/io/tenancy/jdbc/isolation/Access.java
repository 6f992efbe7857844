package io.tenancy.jdbc.isolation;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.Column;
import io.tenancy.jdbc.internal.catalog.Node;
import io.tenancy.jdbc.internal.catalog.Policy;
import io.tenancy.jdbc.internal.catalog.Role;
import io.tenancy.jdbc.internal.catalog.TenantEquality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows a role sees, by policies and attributes. */
final class Access {
    /** What a role sees of a tenant table. */
    enum Sight {
        NOTHING,
        ONE_TENANT,
        ALL_TENANTS
    }

    private final Catalog catalog;

    Access(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The comparison with the bound tenant that an expression implies, or null. */
    @Nullable
    TenantEquality tenantEquality(@Nullable Node expression, Column column) {
        return catalog.predicates().implied(expression).stream()
                .filter(equality -> equality.column() == column.number() && equality.isContext())
                .findFirst()
                .orElse(null);
    }

    boolean holds(@Nullable Node expression, Column column) {
        return tenantEquality(expression, column) != null;
    }

    /** What a role sees of a table when it reads it. */
    Sight sight(long role, TenantRelation table) {
        Role attributes = catalog.roles().get(role);
        boolean owner = catalog.roles().rightsOf(role).contains(table.relation().owner());
        if (attributes.superuser()
                || attributes.bypasses()
                || (owner && !table.relation().forced())) {
            return Sight.ALL_TENANTS;
        }
        List<Policy> binding = catalog.policiesFor(table.relation().oid(), role).stream()
                .filter(policy -> policy.covers('r'))
                .toList();
        if (binding.stream().noneMatch(Policy::permissive)) {
            return table.relation().rowSecurity() ? Sight.NOTHING : Sight.ALL_TENANTS;
        }
        boolean floor =
                binding.stream().anyMatch(policy -> !policy.permissive() && holds(policy.using(), table.column()));
        boolean narrow =
                binding.stream().filter(Policy::permissive).allMatch(policy -> holds(policy.using(), table.column()));
        return floor || narrow ? Sight.ONE_TENANT : Sight.ALL_TENANTS;
    }
}
