package io.tenancy.jdbc.migration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The migrations that exist and the ones that are in the database.
 *
 * @param entries in the order they run
 */
public record MigrationStatus(List<Entry> entries) {
    /**
     * Copies the list.
     *
     * @param entries the entries
     */
    public MigrationStatus {
        entries = List.copyOf(entries);
    }

    /** Where a migration stands. */
    public enum State {
        /** Not yet applied. */
        PENDING,
        /** Applied, and the file is unchanged. */
        APPLIED,
        /** Applied, but the file was changed since. */
        CHANGED,
        /** Applied, but the file is gone. */
        MISSING,
        /** Failed outside a transaction; parts of it may be in the database. */
        FAILED
    }

    /**
     * One migration.
     *
     * @param version the version, or null for a repeatable migration
     * @param description from the file name
     * @param script the file
     * @param state where it stands
     * @param appliedAt when it was applied, by the database's clock; null if it was not
     */
    public record Entry(
            @Nullable String version,
            String description,
            String script,
            State state,
            @Nullable Instant appliedAt) {}

    /**
     * The migrations that {@link Migrator#migrate()} would apply.
     *
     * @return the pending entries, in order
     */
    public List<Entry> pending() {
        return entries.stream().filter(entry -> entry.state() == State.PENDING).toList();
    }
}
