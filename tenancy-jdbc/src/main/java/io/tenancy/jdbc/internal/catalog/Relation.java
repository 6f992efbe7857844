package io.tenancy.jdbc.internal.catalog;

import java.util.List;
import java.util.Set;

/**
 * A table, partition, view, materialized view or foreign table. Immutable.
 *
 * @param oid its number
 * @param schema its schema, as it is
 * @param name its name, as it is
 * @param sql its name as SQL takes it, qualified and quoted
 * @param kind as in {@code pg_class.relkind}
 * @param owner the role it belongs to
 * @param rowSecurity whether row level security is enabled
 * @param forced whether it binds the owner too
 * @param partition whether it is a partition
 * @param ofExtension whether an extension brought it
 * @param invoker whether it is a view with {@code security_invoker}
 * @param privileges what the application may do with it, or with a column of it
 * @param parents what it inherits from
 */
public record Relation(
        long oid,
        String schema,
        String name,
        String sql,
        char kind,
        long owner,
        boolean rowSecurity,
        boolean forced,
        boolean partition,
        boolean ofExtension,
        boolean invoker,
        Set<String> privileges,
        List<Long> parents) {
    private static final Set<String> ROWS = Set.of("SELECT", "INSERT", "UPDATE", "DELETE");

    /** Whether it can hold policies. */
    public boolean isTable() {
        return kind == 'r' || kind == 'p';
    }

    /** Whether it is partitioned or a partition. */
    public boolean isPartitioned() {
        return kind == 'p' || partition;
    }

    /** Whether the application may read or write rows of it. */
    public boolean isReachable() {
        return privileges.stream().anyMatch(ROWS::contains);
    }

    /** Whether the application may change rows of it. */
    public boolean isWritable() {
        return privileges.stream().anyMatch(privilege -> ROWS.contains(privilege) && !privilege.equals("SELECT"));
    }
}
