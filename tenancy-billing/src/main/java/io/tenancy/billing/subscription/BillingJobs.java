package io.tenancy.billing.subscription;

import io.tenancy.jdbc.job.Job;
import io.tenancy.jdbc.job.JobReport;
import io.tenancy.jdbc.job.JobSchedule;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What billing does beside requests, as jobs for {@link io.tenancy.jdbc.job.JobRunner}. Stateless.
 *
 * <pre>{@code
 * BillingJobs.all(events::drain, effects, grace, notices, subscriptions).forEach(jobs::job);
 * }</pre>
 */
public final class BillingJobs {
    private BillingJobs() {}

    /**
     * All of them.
     *
     * @param events works off the events that came in and says how many: {@code EventWorker::drain}
     * @param effects does what follows
     * @param grace ends grace
     * @param notices tells of trials that end
     * @param subscriptions reconciles orders
     * @return the jobs {@code billing-events}, {@code billing-effects}, {@code billing-grace}, {@code billing-trials} and
     *     {@code billing-reconcile}
     */
    public static List<Job> all(
            IntSupplier events,
            EffectWorker effects,
            AccessClock grace,
            TrialNotices notices,
            Subscriptions subscriptions) {
        return List.of(
                job("billing-events", "Asks gateways about the events that came in", Duration.ofSeconds(2), events),
                job("billing-effects", "Does what follows from changes", Duration.ofSeconds(2), effects::drain),
                job("billing-grace", "Ends grace that is over", Duration.ofMinutes(5), grace::tick),
                job("billing-trials", "Tells of trials at gateways that end", Duration.ofMinutes(10), notices::tick),
                job(
                        "billing-reconcile",
                        "Asks gateways what became of orders whose end is unknown",
                        Duration.ofMinutes(5),
                        subscriptions::reconcile));
    }

    private static Job job(String name, String description, Duration pause, IntSupplier work) {
        return Job.of(name, description, JobSchedule.every(pause), context -> JobReport.of(work.getAsInt()));
    }
}
