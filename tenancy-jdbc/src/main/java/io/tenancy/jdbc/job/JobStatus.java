package io.tenancy.jdbc.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job is doing.
 *
 * @param name the job
 * @param last its last run; null if it never ran
 * @param nextAt when it is due; null if no program has ever scheduled it
 */
public record JobStatus(
        String name, @Nullable JobRun last, @Nullable Instant nextAt) {}
