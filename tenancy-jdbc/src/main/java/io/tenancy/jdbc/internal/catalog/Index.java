package io.tenancy.jdbc.internal.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index. Immutable.
 *
 * @param oid its number
 * @param relation its table
 * @param sql its name as SQL takes it
 * @param unique whether it holds values apart
 * @param exclusion whether it belongs to an exclusion constraint
 * @param valid whether it can be used
 * @param predicate of a partial index its condition
 * @param columns the numbers of its key columns, 0 for an expression
 * @param keys its key columns as SQL says them; empty for an index that holds nothing apart
 * @param constraint the constraint behind it as SQL takes its name
 * @param constraintKind p, u or x; blank without constraint
 * @param leaky the first key column, except one, whose operators row level security keeps from the index; 0 for none
 */
public record Index(
        long oid,
        long relation,
        String sql,
        boolean unique,
        boolean exclusion,
        boolean valid,
        @Nullable String predicate,
        List<Integer> columns,
        List<String> keys,
        @Nullable String constraint,
        char constraintKind,
        List<Integer> leaky) {
    /** Whether every query that compares the column can use it. */
    public boolean leadsWith(int column) {
        return valid && predicate == null && !columns.isEmpty() && columns.get(0) == column;
    }
}
