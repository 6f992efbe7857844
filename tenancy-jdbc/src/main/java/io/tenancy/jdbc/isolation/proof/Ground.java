package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.catalog.Catalog;
import io.tenancy.jdbc.internal.catalog.ForeignKey;
import io.tenancy.jdbc.internal.catalog.Policy;
import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.synthesis.Side;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is attacked: the catalog, what each table was taken for, and who plays the two tenants. Immutable.
 *
 * @param catalog the catalog
 * @param fields the columns of every relation
 * @param policyTexts the expressions of policies as they are written, by table
 * @param targets the tenant tables that have rows of both, by number
 * @param shared the tables that the application may only read, by number
 * @param closed the tables that the application may not reach
 * @param unclassified the tables that nobody classified
 * @param attacker the tenant that attacks
 * @param victim the other tenant
 * @param nobody a tenant that has no rows
 * @param branches the branches of both tenants, with commas between them
 * @param login what the application's logins have the tenant set to by configuration, or null for nothing
 */
record Ground(
        Catalog catalog,
        Map<Long, List<Field>> fields,
        Map<Long, List<String>> policyTexts,
        Map<Long, Target> targets,
        Map<Long, SharedTable> shared,
        List<Relation> closed,
        List<SharedTable> unclassified,
        Side attacker,
        Side victim,
        Side nobody,
        String branches,
        @Nullable String login) {

    /** A table without tenants; the row is one that was made in it, null if none could be. */
    record SharedTable(
            Relation relation, @Nullable Row row, @Nullable Row spare) {}

    Context asAttacker() {
        return as(attacker);
    }

    Context as(Side side) {
        return Context.of(side.tenant().toString(), side.number(), branches);
    }

    List<Field> fieldsOf(long relation) {
        return fields.getOrDefault(relation, List.of());
    }

    /** The tables without tenants, by number. */
    Map<Long, SharedTable> plain() {
        Map<Long, SharedTable> plain = new HashMap<>(shared);
        unclassified.forEach(table -> plain.put(table.relation().oid(), table));
        return plain;
    }

    /** Whether any policy opens rows of the table to the application for a command: r, a, w or d. */
    boolean opens(Relation relation, char command) {
        return !relation.rowSecurity()
                || catalog.app().superuser()
                || catalog.app().bypasses()
                || catalog.policiesFor(relation.oid(), catalog.app().oid()).stream()
                        .anyMatch(policy -> policy.permissive() && policy.covers(command));
    }

    List<Policy> policies(Relation relation) {
        return catalog.policiesFor(relation.oid(), catalog.app().oid());
    }

    /** The keys that point at a table. */
    List<ForeignKey> keysTo(long relation) {
        return catalog.foreignKeys().stream()
                .filter(key -> key.to() == relation)
                .toList();
    }

    /** The keys by which a table points. */
    List<ForeignKey> keysFrom(long relation) {
        return catalog.foreignKeys().stream()
                .filter(key -> key.from() == relation)
                .toList();
    }

    /** The tables whose rows an attack on this one needs: what it points at, and what points at it. */
    Set<Long> neighbours(long relation) {
        Set<Long> found = new LinkedHashSet<>();
        upwards(relation, found);
        keysTo(relation).forEach(key -> upwards(key.from(), found));
        return found;
    }

    private void upwards(long relation, Set<Long> found) {
        if (found.add(relation)) {
            catalog.ancestors(relation).forEach(parent -> upwards(parent, found));
            keysFrom(relation).forEach(key -> upwards(key.to(), found));
        }
    }
}
