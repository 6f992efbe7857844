package io.tenancy.jdbc.alert;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.audit.DetailsJson;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts what was raised by the rules and delivers it. Each delivery is taken for a minute, made without an open transaction, and then
 * marked; whoever dies in between leaves it to the next, so that it is told at least once, with the same id. A sink that is down is
 * tried again after 1, 2, 4 seconds and so on, at most 5 minutes apart, for 3 days. Several may work at once. Thread-safe.
 */
public final class AlertDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);
    private static final Duration TAKEN_FOR = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final int LONGEST_FAILURE = 300;

    private final DataSource worker;
    private final AlertRouting routing;
    private final List<AlertSink> sinks;
    private final Clock clock;

    /**
     * Makes a dispatcher.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param rules what goes where
     * @param sinks by whom
     * @param clock says what is due
     */
    public AlertDispatcher(
            DataSource worker, Collection<AlertRule> rules, Collection<? extends AlertSink> sinks, Clock clock) {
        this.worker = worker;
        this.routing = new AlertRouting(List.copyOf(rules), new TimeOrderedIds(clock));
        this.sinks = List.copyOf(sinks);
        this.clock = clock;
    }

    /**
     * Works on a thread for each sink, so that one that is down holds no other up, and looks twice a second.
     *
     * @return what is running; ends when it is closed
     */
    public AlertThreads start() {
        return new AlertThreads(this);
    }

    List<AlertSink> sinks() {
        return sinks;
    }

    /**
     * Sorts everything that was raised.
     *
     * @return how many alerts
     */
    public int route() {
        int all = 0;
        int now;
        do {
            now = Jdbc.inTransaction(worker, "sort alerts", routing::route);
            all += now;
        } while (now > 0);
        return all;
    }

    /**
     * Delivers everything that is due, until a sink fails; the other sinks are tried nevertheless.
     *
     * @return how many were delivered
     */
    public int deliver() {
        return sinks.stream().mapToInt(this::deliver).sum();
    }

    int deliver(AlertSink sink) {
        int delivered = 0;
        while (true) {
            Optional<Taken> taken = take(sink);
            if (taken.isEmpty() || !deliver(sink, taken.get())) {
                return delivered;
            }
            delivered++;
        }
    }

    private record Taken(AlertMessage message, int attempts, Instant firstAt) {
        static Taken read(ResultSet row) throws SQLException {
            Instant first = row.getObject("first_at", OffsetDateTime.class).toInstant();
            AlertMessage message = new AlertMessage(
                    row.getObject("id", UUID.class),
                    row.getString("rule"),
                    row.getString("event"),
                    AlertSeverity.valueOf(row.getString("severity")),
                    row.getString("tenant"),
                    row.getString("subject"),
                    row.getString("title"),
                    DetailsJson.read(row.getString("details")),
                    row.getLong("times"),
                    first,
                    row.getObject("last_at", OffsetDateTime.class).toInstant());
            return new Taken(message, row.getInt("attempts"), first);
        }
    }

    private Optional<Taken> take(AlertSink sink) {
        return Jdbc.inTransaction(
                worker,
                "take an alert",
                connection -> Jdbc.first(
                        connection,
                        "update tenancy.alert_delivery d set attempts = attempts + 1, next_attempt_at = ?"
                                + " where id = (select id from tenancy.alert_delivery where sink = ? and state = 'WAITING'"
                                + " and next_attempt_at <= ? order by next_attempt_at limit 1 for update skip locked)"
                                + " returning d.id, d.rule, d.event, d.severity, d.subject, d.title, d.details::text as details,"
                                + " d.times, d.first_at, d.last_at, d.attempts,"
                                + " coalesce((select t.key from tenancy.tenant t where t.id = d.tenant_id), 'platform') as tenant",
                        Taken::read,
                        now().plus(TAKEN_FOR),
                        sink.name(),
                        now()));
    }

    private boolean deliver(AlertSink sink, Taken taken) {
        try {
            sink.deliver(taken.message());
            mark(
                    "update tenancy.alert_delivery set state = 'DELIVERED', delivered_at = ?, failure = null where id = ?",
                    now(),
                    taken.message().id());
            return true;
        } catch (IOException | RuntimeException e) {
            if (e instanceof TenancyException ours) {
                throw ours;
            }
            failed(sink, taken, e);
            return false;
        }
    }

    private void failed(AlertSink sink, Taken taken, Exception failure) {
        boolean over = clock.instant().isAfter(taken.firstAt().plus(PATIENCE));
        String said = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        LOG.warn(
                "Sink {} did not take alert {} at attempt {}: {}",
                sink.name(),
                taken.message().id(),
                taken.attempts(),
                said);
        mark(
                "update tenancy.alert_delivery set state = ?, next_attempt_at = ?, failure = ? where id = ?",
                over ? "GIVEN_UP" : "WAITING",
                now().plus(pause(taken.attempts())),
                said.substring(0, Math.min(said.length(), LONGEST_FAILURE)),
                taken.message().id());
    }

    private static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void mark(String sql, Object... binds) {
        int unused = Jdbc.inTransaction(worker, "mark an alert", connection -> Jdbc.run(connection, sql, binds));
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
