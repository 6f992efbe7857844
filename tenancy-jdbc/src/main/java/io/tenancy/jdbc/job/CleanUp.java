package io.tenancy.jdbc.job;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.observation.Observations;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** Removes rows whose time is over, some thousand in a transaction, so that nobody waits long for them. Immutable. */
final class CleanUp {
    private static final int AT_ONCE = 5_000;
    private static final Duration HISTORY = Duration.ofDays(90);
    private static final List<Rule> RULES = List.of(
            new Rule("job_run", "finished_at < ?::timestamptz", HISTORY),
            new Rule("trial_notice", "trial_ends_at < ?::timestamptz", HISTORY),
            new Rule("observed_minute", "minute < ?::timestamptz", Observations.KEPT),
            new Rule("alert_raised", "at < ?::timestamptz", HISTORY),
            new Rule("alert_delivery", "last_at < ?::timestamptz and state <> 'WAITING'", HISTORY),
            new Rule("security_block", "blocked_until < ?::timestamptz", Duration.ZERO),
            new Rule(
                    "security_incident",
                    "open_until < ?::timestamptz and action_state is distinct from 'TAKEN'",
                    HISTORY),
            new Rule("security_event", "at < ?::timestamptz and looked_at is not null", HISTORY),
            new Rule("observed_error", "last_at < ?::timestamptz and day < ?::date", Observations.KEPT));

    /** What the worker may remove and not read: some columns only, and no place of a row. */
    private static final List<Rule> HIDDEN = List.of(
            new Rule("sign_in_attempt", "greatest(failed_at, locked_until) < ?::timestamptz", Duration.ofDays(7)),
            new Rule("account_link", "expires_at < ?::timestamptz", Duration.ofDays(30)));

    private final DataSource worker;

    CleanUp(DataSource worker) {
        this.worker = worker;
    }

    /**
     * What goes.
     *
     * @param table of which table
     * @param over the condition, with one place or more for the time before which it is over
     * @param kept how long a row is kept
     */
    private record Rule(String table, String over, Duration kept) {
        String sql() {
            return "delete from tenancy." + table + " where ctid = any (array(select ctid from tenancy." + table
                    + " where " + over + " limit " + AT_ONCE + "))";
        }

        Object[] binds(Instant now) {
            int places = over.length() - over.replace("?", "").length();
            return Collections.nCopies(places, now.minus(kept).toString()).toArray();
        }
    }

    JobReport run(JobContext context) {
        long all = 0;
        for (Rule rule : RULES) {
            int gone;
            do {
                gone = Jdbc.inTransaction(
                        worker,
                        "clean up " + rule.table(),
                        connection -> Jdbc.run(connection, rule.sql(), rule.binds(context.now())));
                all += gone;
            } while (gone == AT_ONCE);
        }
        for (Rule rule : HIDDEN) {
            all += Jdbc.inTransaction(
                    worker,
                    "clean up " + rule.table(),
                    connection -> Jdbc.run(
                            connection,
                            "delete from tenancy." + rule.table() + " where " + rule.over(),
                            rule.binds(context.now())));
        }
        return JobReport.of(all);
    }
}
