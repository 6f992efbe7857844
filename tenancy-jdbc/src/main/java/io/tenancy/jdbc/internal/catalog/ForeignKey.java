package io.tenancy.jdbc.internal.catalog;

import java.util.List;

/**
 * A foreign key. Immutable.
 *
 * @param sql its name as SQL takes it
 * @param from the table that points
 * @param to the table pointed at
 * @param columns the columns that point
 * @param targets the columns pointed at
 * @param onDelete as in {@code pg_constraint.confdeltype}
 * @param onUpdate as in {@code pg_constraint.confupdtype}
 * @param index the unique index it rests on
 * @param timing when it is checked if not at once, as SQL says it: {@code deferrable initially deferred}, or empty
 */
public record ForeignKey(
        String sql,
        long from,
        long to,
        List<Integer> columns,
        List<Integer> targets,
        char onDelete,
        char onUpdate,
        long index,
        String timing) {
    /** Whether a change of the row pointed at changes rows that point. */
    public boolean acts() {
        return "cnd".indexOf(onDelete) >= 0 || "cnd".indexOf(onUpdate) >= 0;
    }
}
