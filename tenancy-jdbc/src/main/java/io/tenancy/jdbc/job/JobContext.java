package io.tenancy.jdbc.job;

import io.tenancy.jdbc.provision.Attribution;
import java.time.Instant;

/**
 * One run of a job.
 *
 * @param now when it was begun, in UTC
 * @param by who answers for it: the job's name, and that it ran on its schedule or by hand
 */
public record JobContext(Instant now, Attribution by) {}
