package io.tenancy.cli.adopt;

import io.tenancy.tenant.TenantKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about an adoption, and no catalog says.
 *
 * @param first the tenant of all rows, or null if a column tells
 * @param name its display name, or null
 * @param shared tables named as shared
 * @param tenantTables tables named as tenants'
 * @param tenantColumn the new column
 * @param column the column that told customers apart so far, or null
 * @param values the tenant of each of its values
 * @param unmapped the tenant of all other values, and of rows that nothing leads to; or null
 * @param nulls the tenant of rows without a value, empty texts included unless they are mapped; or null
 */
record Decisions(
        @Nullable TenantKey first,
        @Nullable String name,
        Set<String> shared,
        Set<String> tenantTables,
        String tenantColumn,
        @Nullable String column,
        Map<String, TenantKey> values,
        @Nullable TenantKey unmapped,
        @Nullable TenantKey nulls) {
    Decisions {
        shared = Set.copyOf(new TreeSet<>(shared));
        tenantTables = Set.copyOf(new TreeSet<>(tenantTables));
        values = Map.copyOf(new TreeMap<>(values));
    }

    Decisions with(Set<String> asShared, Set<String> asTenant) {
        return new Decisions(first, name, asShared, asTenant, tenantColumn, column, values, unmapped, nulls);
    }

    /** Every tenant that is named, in a telling order. */
    Set<TenantKey> tenants() {
        Set<TenantKey> keys = new LinkedHashSet<>();
        if (first != null) {
            keys.add(first);
        }
        keys.addAll(new TreeMap<>(values).values());
        for (TenantKey one : new TenantKey[] {nulls, unmapped}) {
            if (one != null) {
                keys.add(one);
            }
        }
        return keys;
    }

    Map<String, String> valuesAsText() {
        Map<String, String> text = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((value, key) -> text.put(value, key.value()));
        return text;
    }
}
