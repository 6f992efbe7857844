package io.tenancy.jdbc.job;

import java.util.Objects;

/**
 * Something that is done on a schedule. On one node at a time, whoever starts it. Immutable if its work is.
 *
 * <pre>{@code
 * Job tidy = Job.of("tidy-uploads", "Removes uploads that nobody finished", JobSchedule.every(Duration.ofHours(1)),
 *         context -> JobReport.of(uploads.removeOlderThan(context.now().minus(Duration.ofDays(1)))));
 * }</pre>
 *
 * @param name its name, by which it is remembered
 * @param description one sentence for operators
 * @param schedule when
 * @param work what
 */
public record Job(String name, String description, JobSchedule schedule, Work work) {
    /**
     * Checks the components.
     *
     * @param name its name
     * @param description for operators
     * @param schedule when
     * @param work what
     * @throws IllegalArgumentException if the name is not 1 to 63 of a-z, 0-9 and hyphens, beginning with a letter
     */
    public Job {
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "A job's name is 1 to 63 of a-z, 0-9 and hyphens, beginning with a letter, not '" + name + "'");
        }
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(work, "work");
    }

    /**
     * A job across tenants, or beside them.
     *
     * @param name its name
     * @param description for operators
     * @param schedule when
     * @param work what
     * @return the job
     */
    public static Job of(String name, String description, JobSchedule schedule, Work work) {
        return new Job(name, description, schedule, work);
    }

    /** What a job does. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it once.
         *
         * @param context when and for whom
         * @return what was done
         * @throws Exception whatever; the run counts as failed, and the job stays on its schedule
         */
        JobReport run(JobContext context) throws Exception;
    }
}
