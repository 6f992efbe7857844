package io.tenancy.jdbc.internal.synthesis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What no two rows may share: a primary key, a unique or an exclusion constraint, a unique index. Immutable.
 *
 * @param name the constraint or index
 * @param primary whether it is the primary key
 * @param exclusion whether it is an exclusion constraint
 * @param expressions what is compared, column names or expressions
 * @param operators what it is compared with, one per expression
 * @param columns the numbers of the columns; 0 for an expression
 * @param predicate the rows it is for; null for all
 */
record UniqueKey(
        String name,
        boolean primary,
        boolean exclusion,
        List<String> expressions,
        List<String> operators,
        List<Integer> columns,
        @Nullable String predicate) {
    /** Whether its columns alone tell a row from all others. */
    boolean tellsRows() {
        return !exclusion && predicate == null && !columns.contains(0);
    }

    /** That no row of the table stands in the way of a new one, said in terms of the new row's columns. */
    String freeIn(String table) {
        StringBuilder select = new StringBuilder();
        StringBuilder match = new StringBuilder();
        for (int i = 0; i < expressions.size(); i++) {
            select.append(i == 0 ? "" : ", ")
                    .append('(')
                    .append(expressions.get(i))
                    .append(") as \"~ key ")
                    .append(i)
                    .append('"');
            match.append(i == 0 ? "" : " and ")
                    .append("taken.\"~ key ")
                    .append(i)
                    .append("\" ")
                    .append(operators.get(i))
                    .append(" (")
                    .append(expressions.get(i))
                    .append(')');
        }
        String free = "not exists (select from (select " + select + " from " + table
                + (predicate == null ? "" : " where " + predicate) + ") taken where " + match + ")";
        return predicate == null ? free : "((" + predicate + ") is not true or " + free + ")";
    }
}
