package io.tenancy.billing.internal;

import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** Alerts of the platform, raised by its worker. Thread-safe. */
public final class AlertRows {
    private static final UUID PLATFORM = new UUID(0, 0);
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_SUBJECT = 200;

    private final Database database;

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param clock says when
     */
    public AlertRows(DataSource worker, Clock clock) {
        this.database = new Database(worker, clock);
    }

    /**
     * Raises an alert in a transaction of its own.
     *
     * @param event such as {@code billing.event_parked}
     * @param subject what it is about
     * @param title one sentence
     */
    public void raise(String event, String subject, String title) {
        boolean unused = database.in("raise an alert", dsl -> {
            raise(dsl, database, event, subject, title);
            return true;
        });
    }

    /**
     * Raises an alert in an open transaction.
     *
     * @param dsl the transaction
     * @param database gives time and id
     * @param event such as {@code billing.status_unknown}
     * @param subject what it is about
     * @param title one sentence
     */
    public static void raise(Transaction dsl, Database database, String event, String subject, String title) {
        dsl.execute(
                "insert into tenancy.alert_raised (tenant_id, id, at, event, severity, subject, title)"
                        + " values (?, ?, ?, ?, 'WARNING', ?, ?)",
                PLATFORM,
                database.newId(),
                database.now(),
                event,
                cut(subject, LONGEST_SUBJECT),
                cut(title, LONGEST_TITLE));
    }

    private static String cut(String text, int limit) {
        return text.substring(0, Math.min(text.length(), limit));
    }
}
