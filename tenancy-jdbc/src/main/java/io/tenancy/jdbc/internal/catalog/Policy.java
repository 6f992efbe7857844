package io.tenancy.jdbc.internal.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy of a table. Immutable.
 *
 * @param relation its table
 * @param name its name, as it is
 * @param sql its name as SQL takes it
 * @param command {@code *}, {@code r}, {@code a}, {@code w} or {@code d}
 * @param permissive whether it opens rather than narrows
 * @param roles whom it is for; 0 is PUBLIC
 * @param hasCheck whether it says WITH CHECK of its own
 * @param using which rows it shows; null if it says nothing, or nothing that can be read
 * @param check which rows it takes; null if it says nothing, or nothing that can be read
 */
public record Policy(
        long relation,
        String name,
        String sql,
        char command,
        boolean permissive,
        List<Long> roles,
        boolean hasCheck,
        @Nullable Node using,
        @Nullable Node check) {
    /** Whether it counts for a command: r, a, w or d. */
    public boolean covers(char wanted) {
        return command == '*' || command == wanted;
    }

    /** What a written row is tested with: USING stands in where WITH CHECK says nothing. */
    public @Nullable Node effectiveCheck() {
        return hasCheck ? check : using;
    }
}
