package io.tenancy.jdbc.job;

import io.tenancy.tenant.TenantId;
import java.time.Instant;

/** Is told that a trial ends soon, or now, once for each notice: a mail, an alert. Called on the job's thread. */
@FunctionalInterface
public interface TrialNotice {
    /** Tells nobody. */
    TrialNotice NONE = (tenant, daysBefore, endsAt) -> {};

    /**
     * A trial ends.
     *
     * @param tenant whose
     * @param daysBefore 3, 1, or 0 at its end
     * @param endsAt when, in UTC
     */
    void trialEnds(TenantId tenant, int daysBefore, Instant endsAt);
}
