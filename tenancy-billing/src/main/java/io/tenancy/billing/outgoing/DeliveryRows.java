package io.tenancy.billing.outgoing;

import io.tenancy.billing.internal.AlertRows;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import io.tenancy.billing.internal.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is due, and what came of it. An endpoint is taken whole: it is sent one message at a time. Thread-safe. */
final class DeliveryRows {
    /** Longer than any attempt. Who dies leaves the endpoint to the next when it is over. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Database database;
    private final Clock clock;

    DeliveryRows(DataSource worker, Clock clock) {
        this.database = new Database(worker, clock);
        this.clock = clock;
    }

    /** An endpoint that is ours for a while, with the secrets that are good now, sealed. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Taken(
            UUID tenant,
            UUID endpoint,
            String url,
            byte[] secret,
            byte @Nullable [] previous,
            OffsetDateTime lease,
            UUID message,
            String body,
            int attempts) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Leased(UUID tenant, UUID endpoint, String url, byte[] secret, byte @Nullable [] previous) {
        static Leased of(Row row) {
            return new Leased(
                    row.get("tenant_id", UUID.class),
                    row.get("id", UUID.class),
                    row.get("url", String.class),
                    row.get("secret", byte[].class),
                    row.orNull("previous", byte[].class));
        }
    }

    /** Takes the endpoint whose message waits longest; if so asked, only among those whose last attempt went well. */
    Optional<Taken> take(boolean onlyHealthy) {
        OffsetDateTime now = database.now();
        OffsetDateTime lease = now.plus(LEASE);
        return database.in(
                "take a webhook",
                sql -> sql.query(
                                "update tenancy.webhook_endpoint set leased_until = ? where (tenant_id, id) = (select e.tenant_id, e.id"
                                        + " from tenancy.webhook_endpoint e join lateral (select d.next_attempt_at"
                                        + " from tenancy.webhook_delivery d where d.tenant_id = e.tenant_id and d.endpoint_id = e.id"
                                        + " and d.state = 'WAITING' and d.next_attempt_at <= ? order by d.next_attempt_at limit 1) d"
                                        + " on true where e.state = 'ENABLED' and e.resume_at <= ? and e.leased_until <= ?"
                                        + " and (e.failures = 0 or not ?) order by d.next_attempt_at limit 1"
                                        + " for update of e skip locked) and leased_until <= ? returning tenant_id, id, url, secret,"
                                        + " case when previous_until > ? then previous_secret end as previous",
                                lease,
                                now,
                                now,
                                now,
                                onlyHealthy,
                                now,
                                now)
                        .first(Leased::of)
                        .flatMap(leased -> message(sql, leased, now, lease)));
    }

    private static Optional<Taken> message(Transaction sql, Leased leased, OffsetDateTime now, OffsetDateTime lease) {
        return sql.query(
                        "update tenancy.webhook_delivery d set attempts = attempts + 1 from tenancy.webhook_message m"
                                + " where d.tenant_id = ? and d.endpoint_id = ? and d.message_id = (select message_id"
                                + " from tenancy.webhook_delivery where tenant_id = ? and endpoint_id = ? and state = 'WAITING'"
                                + " and next_attempt_at <= ? order by next_attempt_at, message_id limit 1)"
                                + " and m.tenant_id = d.tenant_id and m.id = d.message_id"
                                + " returning d.message_id, m.body, d.attempts",
                        leased.tenant(),
                        leased.endpoint(),
                        leased.tenant(),
                        leased.endpoint(),
                        now)
                .first(row -> new Taken(
                        leased.tenant(),
                        leased.endpoint(),
                        leased.url(),
                        leased.secret(),
                        leased.previous(),
                        lease,
                        row.get("message_id", UUID.class),
                        row.get("body", String.class),
                        row.get("attempts", Integer.class)));
    }

    void delivered(Taken taken, SendResult result) {
        boolean unused = database.in("close a webhook", sql -> {
            close(sql, taken, "DELIVERED", database.now(), result);
            sql.execute(
                    "update tenancy.webhook_endpoint set failures = 0, failing_since = null, resume_at = ?,"
                            + " leased_until = case when leased_until = ? then ? else leased_until end"
                            + " where tenant_id = ? and id = ?",
                    database.now(),
                    taken.lease(),
                    database.now(),
                    taken.tenant(),
                    taken.endpoint());
            return true;
        });
    }

    private void close(Transaction sql, Taken taken, String state, OffsetDateTime next, SendResult result) {
        sql.execute(
                "update tenancy.webhook_delivery set state = ?, next_attempt_at = ?, last_status = ?, note = ?,"
                        + " finished_at = case when ? = 'WAITING' then null else ?::timestamptz end"
                        + " where tenant_id = ? and message_id = ? and endpoint_id = ?",
                state,
                next,
                result.status() == 0 ? null : result.status(),
                result.note(),
                state,
                database.now().toString(),
                taken.tenant(),
                taken.message(),
                taken.endpoint());
    }

    void failed(Taken taken, SendResult result) {
        Instant now = clock.instant();
        Duration wish = RetrySchedule.wish(result.retryAfter(), now);
        boolean last = taken.attempts() >= RetrySchedule.attempts();
        Duration pause = last
                ? Duration.ZERO
                : RetrySchedule.pause(
                        taken.attempts(), ThreadLocalRandom.current().nextDouble());
        boolean unused = database.in("put a webhook back", sql -> {
            close(sql, taken, last ? "EXHAUSTED" : "WAITING", Database.at(now.plus(longer(pause, wish))), result);
            int failures = sql.query(
                            "update tenancy.webhook_endpoint set failures = failures + 1,"
                                    + " failing_since = coalesce(failing_since, ?),"
                                    + " leased_until = case when leased_until = ? then ? else leased_until end"
                                    + " where tenant_id = ? and id = ? returning failures",
                            Database.at(now),
                            taken.lease(),
                            Database.at(now),
                            taken.tenant(),
                            taken.endpoint())
                    .first(row -> row.get("failures", Integer.class))
                    .orElse(1);
            sql.execute(
                    "update tenancy.webhook_endpoint set resume_at = ? where tenant_id = ? and id = ?",
                    Database.at(now.plus(longer(RetrySchedule.rest(failures), wish))),
                    taken.tenant(),
                    taken.endpoint());
            giveUp(sql, taken, result.isGone() ? "GONE" : "FAILING", now);
            return true;
        });
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** One that is gone at once, one that fails only after days. */
    private void giveUp(Transaction sql, Taken taken, String reason, Instant now) {
        int disabled = sql.execute(
                "update tenancy.webhook_endpoint set state = 'DISABLED', disabled_for = ?"
                        + " where tenant_id = ? and id = ? and state = 'ENABLED' and (? = 'GONE' or failing_since <= ?)",
                reason,
                taken.tenant(),
                taken.endpoint(),
                reason,
                Database.at(now.minus(RetrySchedule.GIVEN_UP_AFTER)));
        if (disabled > 0) {
            AlertRows.raise(
                    sql,
                    database,
                    "webhook.endpoint_disabled",
                    taken.tenant().toString(),
                    "The webhook endpoint " + taken.endpoint() + " was disabled: "
                            + ("GONE".equals(reason) ? "it answered 410" : "it failed for five days"));
        }
    }
}
