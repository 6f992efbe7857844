package io.tenancy.jdbc.internal.alert;

import io.tenancy.jdbc.alert.Alert;
import io.tenancy.jdbc.alert.Alerts;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.internal.audit.CanonicalJson;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.internal.transaction.Transactions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The outbox of whoever is bound. As thread-safe as its units. */
public final class BoundAlerts implements Alerts {
    private final TenantUnits units;
    private final TimeOrderedIds ids;
    private final Clock clock;

    /**
     * Works in some transactions.
     *
     * @param units which
     * @param clock says when
     */
    public BoundAlerts(TenantUnits units, Clock clock) {
        this.units = units;
        this.ids = new TimeOrderedIds(clock);
        this.clock = clock;
    }

    @Override
    public void raise(Alert alert) {
        CommitStatement statement = CommitStatement.of(
                "insert into tenancy.alert_raised (id, at, event, severity, subject, title, details)"
                        + " values (?::uuid, ?::timestamptz, ?, ?, ?, ?, ?::jsonb)",
                ids.next(),
                clock.instant().truncatedTo(ChronoUnit.MICROS).toString(),
                alert.event(),
                alert.severity().name(),
                alert.subject(),
                alert.title(),
                CanonicalJson.write(alert.details()));
        boolean unused = units.inTransaction("raise an alert", Map.of(), connection -> {
            Transactions.hooks(connection).atCommit(statement);
            return true;
        });
    }
}
