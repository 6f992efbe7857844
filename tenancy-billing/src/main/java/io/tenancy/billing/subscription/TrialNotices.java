package io.tenancy.billing.subscription;

import io.tenancy.billing.internal.Database;
import io.tenancy.jdbc.job.TrialNotice;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Notices of the end of trials that gateways keep: three days before, one day before and at the end, each once, whatever the gateway sends.
 * Trials without a gateway have theirs from the job {@code trial-ends}; both note them at the same place. Thread-safe.
 */
public final class TrialNotices {
    private static final int[] DAYS = {3, 1, 0};

    private final Database database;
    private final TrialNotice notice;

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param notice is told
     * @param clock says what is near
     */
    public TrialNotices(DataSource worker, TrialNotice notice, Clock clock) {
        this.database = new Database(worker, clock);
        this.notice = Objects.requireNonNull(notice, "notice");
    }

    private record Trial(TenantId tenant, Instant endsAt) {}

    /**
     * Sends what is due.
     *
     * @return how many
     */
    public int tick() {
        int sent = 0;
        for (int days : DAYS) {
            for (Trial trial : near(days)) {
                if (isFirst(trial, days)) {
                    notice.trialEnds(trial.tenant(), days, trial.endsAt());
                    sent++;
                }
            }
        }
        return sent;
    }

    /** Trials that end within so many days; one whose notice is a day late is told nothing that is over. */
    private List<Trial> near(int days) {
        return database.in(
                "look for trials that end",
                dsl -> dsl.query(
                                "select tenant_id, trial_ends_at from tenancy.billing_subscription where trial_ends_at <= ?"
                                        + " and trial_ends_at > ? and access in ('TRIAL', 'ACTIVE', 'GRACE', 'RESTRICTED')"
                                        + " order by trial_ends_at, tenant_id",
                                database.now().plusDays(days),
                                database.now().minus(Duration.ofDays(1)))
                        .list(row -> new Trial(
                                TenantId.of(row.get("tenant_id", UUID.class)),
                                row.get("trial_ends_at", OffsetDateTime.class).toInstant())));
    }

    private boolean isFirst(Trial trial, int days) {
        return database.in(
                        "note a notice",
                        dsl -> dsl.execute(
                                "insert into tenancy.trial_notice (tenant_id, trial_ends_at, days_before, noticed_at) values (?, ?, ?, ?)"
                                        + " on conflict do nothing",
                                trial.tenant().value(),
                                Database.at(trial.endsAt()),
                                days,
                                database.now()))
                == 1;
    }
}
