package io.tenancy.cli.check;

import io.tenancy.jdbc.isolation.Finding;
import java.util.Locale;
import java.util.Objects;

/**
 * A finding, and whether it counts.
 *
 * @param finding the finding
 * @param status whether it counts
 * @param why the reason of its waiver; empty without
 */
public record Judged(Finding finding, Status status, String why) {
    /**
     * Checks the components.
     *
     * @param finding the finding
     * @param status whether it counts
     * @param why the reason of its waiver
     */
    public Judged {
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(why, "why");
    }

    /** Whether a finding counts. */
    public enum Status {
        /** It counts. */
        NEW,
        /** It stands in the baseline. */
        KNOWN,
        /** Somebody answers for it. */
        WAIVED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean counts() {
        return status == Status.NEW;
    }
}
