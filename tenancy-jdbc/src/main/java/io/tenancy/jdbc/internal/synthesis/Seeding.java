package io.tenancy.jdbc.internal.synthesis;

import java.util.List;
import java.util.Optional;

/**
 * What was filled and what was not. Immutable.
 *
 * @param rows the rows that now stand in the tables, as they stand there; parents that had to be filled as well, too, so a table may
 *     have several of one side
 * @param unfilled the tables that have no row of a side, with the reason
 * @param full the tables that have their rows but take no further one, such as one whose key is the tenant alone
 */
public record Seeding(List<SeededRow> rows, List<Unfilled> unfilled, List<Unfilled> full) {
    /**
     * Copies the lists.
     *
     * @param rows the rows
     * @param unfilled what could not be filled
     * @param full what takes no further row
     */
    public Seeding {
        rows = List.copyOf(rows);
        unfilled = List.copyOf(unfilled);
        full = List.copyOf(full);
    }

    /** The first row of a table that belongs to a side; of a shared table the row for both. */
    public Optional<SeededRow> row(long table, Side side) {
        return rows.stream()
                .filter(row -> row.table() == table && (row.side() == null || side.equals(row.side())))
                .findFirst();
    }
}
