package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.catalog.Relation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant table with rows of two tenants in it: the attacker's own and the other's.
 *
 * @param relation the table
 * @param tenant the column that says whose a row is
 * @param fields its columns
 * @param own a row of the attacker
 * @param foreign a row of the other tenant
 * @param ownSpare a row that the attacker could add, or null if none could be made
 * @param foreignSpare a row that the other tenant could add, or null
 * @param full whether it takes no further row, so that the ones that stand in it are the spare ones, too
 * @param nobody a tenant that has no rows, as a literal
 */
record Target(
        Relation relation,
        Field tenant,
        List<Field> fields,
        Row own,
        Row foreign,
        @Nullable Row ownSpare,
        @Nullable Row foreignSpare,
        boolean full,
        String nobody) {
    long oid() {
        return relation.oid();
    }

    String sql() {
        return relation.sql();
    }

    String ownTenant() {
        return own.get(tenant.sql());
    }

    String foreignTenant() {
        return foreign.get(tenant.sql());
    }

    /** Which rows are somebody's. */
    String whose(String tenantLiteral) {
        return tenant.sql() + " = " + tenantLiteral;
    }

    /** A column that can be written without meaning anything. */
    Optional<Field> harmless() {
        return fields.stream()
                .filter(field -> field.updatable() && field.selectable() && !field.equals(tenant))
                .reduce((first, second) -> second);
    }

    Field field(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .findFirst()
                .orElseThrow();
    }

    String insert(@Nullable Row row) {
        return Objects.requireNonNull(row).insert(sql(), fields);
    }

    /** What makes room for a spare row. */
    List<String> room() {
        return full
                ? List.of("delete from " + sql() + " where " + tenant.sql() + " in (" + ownTenant() + ", "
                        + foreignTenant() + ")")
                : List.of();
    }

    boolean canSpare() {
        return ownSpare != null && foreignSpare != null;
    }
}
