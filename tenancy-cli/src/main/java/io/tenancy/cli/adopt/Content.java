package io.tenancy.cli.adopt;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a table held at one moment, without its rows: how many there were, and a checksum over all of them that no order changes.
 * Immutable.
 *
 * @param rows how many
 * @param checksum the sum of one hash of every row
 * @param second the sum of another
 */
public record Content(long rows, BigDecimal checksum, BigDecimal second) {
    /**
     * Checks the components.
     *
     * @param rows how many
     * @param checksum the sum of one hash
     * @param second the sum of another
     */
    public Content {
        Objects.requireNonNull(checksum, "checksum");
        Objects.requireNonNull(second, "second");
    }

    boolean sameAs(Content other) {
        return rows == other.rows && checksum.compareTo(other.checksum) == 0 && second.compareTo(other.second) == 0;
    }
}
