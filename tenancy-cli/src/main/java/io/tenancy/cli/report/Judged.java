package io.tenancy.cli.report;

import java.util.Locale;
import java.util.Objects;

/**
 * A finding, and whether it counts.
 *
 * @param issue the finding
 * @param status whether it counts
 * @param why the reason of its waiver; empty without
 */
public record Judged(Issue issue, Status status, String why) {
    /**
     * Checks the components.
     *
     * @param issue the finding
     * @param status whether it counts
     * @param why the reason of its waiver
     */
    public Judged {
        Objects.requireNonNull(issue, "issue");
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
