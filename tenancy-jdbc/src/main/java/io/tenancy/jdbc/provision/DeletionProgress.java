package io.tenancy.jdbc.provision;

/** Is told how a deletion goes on, after every batch, on the deleting thread. */
@FunctionalInterface
public interface DeletionProgress {
    /** Tells nobody. */
    DeletionProgress SILENT = (table, rows) -> {};

    /**
     * A batch was removed.
     *
     * @param table schema and table
     * @param rows rows removed from it so far in this run
     */
    void removed(String table, long rows);
}
