package io.tenancy.billing.webhook;

import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.ProviderEvent;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The events of gateways, each once, and who works on which. Thread-safe. */
final class EventInbox {
    static final Duration LEASE = Duration.ofMinutes(1);
    private static final int LONGEST_NOTE = 300;

    private final Database database;

    EventInbox(DataSource worker, Clock clock) {
        this.database = new Database(worker, clock);
    }

    /** An event that somebody took to work on. */
    record Taken(String gateway, GatewayMode mode, String eventId, String type, ObjectRef about, int attempts) {
        static Taken of(Row row) {
            return new Taken(
                    row.get("gateway", String.class),
                    GatewayMode.valueOf(row.get("mode", String.class)),
                    row.get("event_id", String.class),
                    row.get("type", String.class),
                    new ObjectRef(
                            ObjectRef.Kind.valueOf(row.get("about_kind", String.class)),
                            row.get("about_id", String.class)),
                    row.get("attempts", Integer.class));
        }
    }

    void write(String gateway, GatewayMode mode, List<ProviderEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        boolean unused = database.in("write down an event", dsl -> {
            for (ProviderEvent event : events) {
                dsl.execute(
                        "insert into tenancy.billing_event (gateway, mode, event_id, type, about_kind, about_id, occurred_at,"
                                + " received_at, state, next_attempt_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?)"
                                + " on conflict (gateway, mode, event_id) do update set times = billing_event.times + 1",
                        gateway,
                        mode.name(),
                        event.id(),
                        event.type(),
                        event.about().kind().name(),
                        event.about().id(),
                        Database.at(event.at()),
                        database.now(),
                        database.now());
            }
            return true;
        });
    }

    /** Takes the event that waits longest, for a minute: whoever dies leaves it to the next. */
    Optional<Taken> take() {
        return database.in(
                "take an event",
                dsl -> dsl.query(
                                "update tenancy.billing_event e set attempts = attempts + 1, next_attempt_at = ?"
                                        + " where (gateway, mode, event_id) = (select gateway, mode, event_id from tenancy.billing_event"
                                        + " where state = 'WAITING' and next_attempt_at <= ? order by next_attempt_at limit 1"
                                        + " for update skip locked) and state = 'WAITING'"
                                        + " returning gateway, mode, event_id, type, about_kind, about_id, attempts",
                                database.now().plus(LEASE),
                                database.now())
                        .first(Taken::of));
    }

    void done(Taken event, String note) {
        close(event, "DONE", note);
    }

    void park(Taken event, String note) {
        close(event, "PARKED", note);
    }

    private void close(Taken event, String state, String note) {
        int unused = database.in(
                "close an event",
                dsl -> dsl.execute(
                        "update tenancy.billing_event set state = ?, finished_at = ?, note = ?"
                                + " where gateway = ? and mode = ? and event_id = ?",
                        state,
                        database.now(),
                        shortened(note),
                        event.gateway(),
                        event.mode().name(),
                        event.eventId()));
    }

    void retry(Taken event, Duration pause, String note) {
        int unused = database.in(
                "put an event back",
                dsl -> dsl.execute(
                        "update tenancy.billing_event set next_attempt_at = ?, note = ?"
                                + " where gateway = ? and mode = ? and event_id = ? and state = 'WAITING'",
                        database.now().plus(pause),
                        shortened(note),
                        event.gateway(),
                        event.mode().name(),
                        event.eventId()));
    }

    private static String shortened(String note) {
        return note.substring(0, Math.min(note.length(), LONGEST_NOTE));
    }
}
