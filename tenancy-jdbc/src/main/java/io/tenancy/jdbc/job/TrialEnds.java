package io.tenancy.jdbc.job;

import io.tenancy.entitlement.EndPolicy;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.PlanRegistry;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.provision.TransitionRefusedException;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Trials that end: a notice three days before, one day before and at the end, each once; then what the application says. */
final class TrialEnds {
    private static final int[] NOTICES = {3, 1, 0};

    private final DataSource worker;
    private final TenantRegistry registry;
    private final PlanRegistry plans;
    private final EndPolicy policy;
    private final TrialNotice notice;

    TrialEnds(DataSource worker, TenantRegistry registry, PlanRegistry plans, EndPolicy policy, TrialNotice notice) {
        this.worker = worker;
        this.registry = registry;
        this.plans = plans;
        this.policy = policy;
        this.notice = notice;
    }

    private record Trial(TenantId tenant, String plan, Instant endsAt) {}

    JobReport run(JobContext context) {
        long notices = 0;
        for (int days : NOTICES) {
            for (Trial trial : trials(context.now().plus(Duration.ofDays(days)))) {
                if (!trial.endsAt().isBefore(context.now().minus(Duration.ofDays(1)))
                        && isFirst(trial, days, context)) {
                    notice.trialEnds(trial.tenant(), days, trial.endsAt());
                    notices++;
                }
            }
        }
        long ended = 0;
        for (Trial trial : trials(context.now())) {
            ended += end(trial, context.by()) ? 1 : 0;
        }
        return JobReport.of(notices + ended).withNote(notices + " notices, " + ended + " trials ended");
    }

    /** Active tenants whose trial ends up to then. */
    private List<Trial> trials(Instant until) {
        return Jdbc.inTransaction(
                worker,
                "look for trials that end",
                connection -> Jdbc.list(
                        connection,
                        "select p.tenant_id, p.plan, p.trial_ends_at from tenancy.tenant_plan p join tenancy.tenant t on t.id = p.tenant_id"
                                + " where t.status = 'ACTIVE' and p.trial_ends_at <= ? order by p.trial_ends_at, p.tenant_id",
                        row -> new Trial(
                                TenantId.of(row.getObject(1, UUID.class)),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant()),
                        until.atOffset(ZoneOffset.UTC)));
    }

    private boolean isFirst(Trial trial, int days, JobContext context) {
        return Jdbc.inTransaction(
                worker,
                "note a notice",
                connection -> Jdbc.run(
                                connection,
                                "insert into tenancy.trial_notice (tenant_id, trial_ends_at, days_before, noticed_at)"
                                        + " values (?, ?, ?, ?) on conflict do nothing",
                                trial.tenant().value(),
                                trial.endsAt().atOffset(ZoneOffset.UTC),
                                days,
                                context.now().atOffset(ZoneOffset.UTC))
                        == 1);
    }

    private boolean end(Trial trial, Attribution by) {
        Attribution reason =
                new Attribution(by.actor(), "The trial of plan " + trial.plan() + " ended at " + trial.endsAt());
        String next = policy.plan();
        if (next != null) {
            plans.assign(trial.tenant(), next, null, null, reason);
        } else if (policy.kind() == EndPolicy.Kind.RESTRICT) {
            return plans.withdraw(trial.tenant(), reason);
        } else {
            try {
                var unused = registry.suspend(trial.tenant(), reason);
            } catch (TransitionRefusedException e) {
                return false; // somebody suspended or cancelled it in this moment
            }
        }
        return true;
    }
}
