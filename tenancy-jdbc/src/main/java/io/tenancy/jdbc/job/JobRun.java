package io.tenancy.jdbc.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, as it is remembered for 90 days.
 *
 * @param id of the run
 * @param job the job
 * @param outcome how it ended
 * @param startedAt when it began
 * @param finishedAt when it ended; null while it runs
 * @param done how many things were done
 * @param failed how many failed
 * @param note a word for operators; null for none
 */
public record JobRun(
        UUID id,
        String job,
        Outcome outcome,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long done,
        long failed,
        @Nullable String note) {
    /** How a run ended. */
    public enum Outcome {
        /** It goes on. */
        RUNNING,
        /** All was done. */
        OK,
        /** Something failed. */
        FAILED,
        /** It never reported back: its program died. */
        LOST
    }
}
