package io.tenancy.billing.webhook;

import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The events that came in, for operators: look at them, and have one worked on again. Thread-safe. */
public final class Events {
    private static final String COLUMNS =
            "gateway, mode, event_id, type, about_kind, about_id, received_at, times, state, attempts, note";

    private final Database database;

    private Events(Database database) {
        this.database = database;
    }

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker} or {@code tenancy_admin}
     * @param clock says when a replay is due: now
     * @return the events
     */
    public static Events over(DataSource worker, Clock clock) {
        return new Events(new Database(worker, clock));
    }

    /**
     * The newest ones.
     *
     * @param state only those; null for all
     * @param most how many at most, 1 to 1,000
     * @return the newest first
     */
    public List<ReceivedEvent> newest(ReceivedEvent.@Nullable State state, int most) {
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("1 to 1,000 events, not " + most);
        }
        return database.in(
                "list events",
                dsl -> dsl.query(
                                "select " + COLUMNS + " from tenancy.billing_event where state = coalesce(?, state)"
                                        + " order by received_at desc, event_id limit ?",
                                state == null ? null : state.name(),
                                most)
                        .list(Events::read));
    }

    /**
     * One event.
     *
     * @param gateway whose
     * @param id the gateway's id
     * @return empty if it never came
     */
    public Optional<ReceivedEvent> find(String gateway, String id) {
        return database.in(
                "look for an event",
                dsl -> dsl.query(
                                "select " + COLUMNS + " from tenancy.billing_event where gateway = ? and event_id = ?"
                                        + " order by received_at desc limit 1",
                                gateway,
                                id)
                        .first(Events::read));
    }

    /**
     * Has an event worked on again, as if it had just come: the gateway is asked how things are now. Doing so too often changes nothing.
     *
     * @param gateway whose
     * @param id the gateway's id
     * @return the event, which waits now
     * @throws EventNotFoundException if it never came
     */
    public ReceivedEvent replay(String gateway, String id) {
        return database.in(
                        "replay an event",
                        dsl -> dsl.query(
                                        "update tenancy.billing_event set state = 'WAITING', attempts = 0, next_attempt_at = ?,"
                                                + " finished_at = null, note = null where gateway = ? and event_id = ? returning "
                                                + COLUMNS,
                                        database.now(),
                                        gateway,
                                        id)
                                .first(Events::read))
                .orElseThrow(() -> new EventNotFoundException(gateway, id));
    }

    private static ReceivedEvent read(Row row) {
        return new ReceivedEvent(
                row.get("gateway", String.class),
                GatewayMode.valueOf(row.get("mode", String.class)),
                row.get("event_id", String.class),
                row.get("type", String.class),
                new ObjectRef(
                        ObjectRef.Kind.valueOf(row.get("about_kind", String.class)), row.get("about_id", String.class)),
                row.get("received_at", OffsetDateTime.class).toInstant(),
                row.get("times", Integer.class),
                ReceivedEvent.State.valueOf(row.get("state", String.class)),
                row.get("attempts", Integer.class),
                row.orNull("note", String.class));
    }
}
