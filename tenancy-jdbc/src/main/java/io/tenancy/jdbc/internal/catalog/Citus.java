package io.tenancy.jdbc.internal.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Citus has in its own catalog. Immutable.
 *
 * @param present whether the database has the extension
 * @param propagated the value of {@code citus.propagate_set_commands}, empty if nobody set it
 * @param tables how tables are spread, by table; a table that is not there stands on the coordinator alone
 */
public record Citus(boolean present, String propagated, Map<Long, Spread> tables) {
    static final Citus NONE = new Citus(false, "", Map.of());

    /**
     * How one table is spread over the workers.
     *
     * @param column the number of the column that says on which worker a row stands; 0 without
     * @param colocation tables with the same number stand together
     * @param reference whether every worker has all rows
     */
    public record Spread(int column, long colocation, boolean reference) {
        /** Whether its rows are divided among the workers. */
        public boolean isDistributed() {
            return column > 0;
        }
    }

    /** How a table is spread, or null for one that only the coordinator has. */
    public @Nullable Spread spread(long table) {
        return tables.get(table);
    }
}
