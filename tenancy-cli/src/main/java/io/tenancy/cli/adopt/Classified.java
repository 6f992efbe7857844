package io.tenancy.cli.adopt;

import java.util.Objects;

/**
 * A table and what it was taken for. Immutable.
 *
 * @param table the table, as SQL takes its name, with its schema
 * @param type what it was taken for
 * @param why the reason, half a sentence
 */
public record Classified(String table, TableClass type, String why) {
    /**
     * Checks the components.
     *
     * @param table the table
     * @param type what it was taken for
     * @param why the reason
     */
    public Classified {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(why, "why");
    }
}
