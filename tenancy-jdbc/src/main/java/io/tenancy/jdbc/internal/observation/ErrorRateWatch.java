package io.tenancy.jdbc.internal.observation;

import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.alert.ErrorRate;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Raises the alert {@code errors.rate} of a tenant too much of whose requests fail. One node of many looks, once a minute. Immutable. */
final class ErrorRateWatch {
    /** What nodes have observed is written until then. */
    private static final Duration WRITTEN_AFTER = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final DataSource worker;
    private final ErrorRate rate;
    private final Clock clock;
    private final TimeOrderedIds ids;

    ErrorRateWatch(DataSource worker, ErrorRate rate, Clock clock) {
        this.worker = worker;
        this.rate = rate;
        this.clock = clock;
        this.ids = new TimeOrderedIds(clock);
    }

    private record Found(UUID tenant, long requests, long errors) {}

    /** Looks, if it is time; how many tenants there were to tell of. */
    int look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Jdbc.inTransaction(worker, "look at error rates", connection -> {
            int mine = Jdbc.run(
                    connection,
                    "update tenancy.observation_watch set looked_at = ?::timestamptz where looked_at <= ?::timestamptz",
                    now.toString(),
                    now.minus(PAUSE).toString());
            if (mine == 0) {
                return 0;
            }
            List<Found> found = found(connection, now);
            for (Found one : found) {
                raise(connection, one, now);
            }
            return found.size();
        });
    }

    private List<Found> found(Connection connection, Instant now) throws SQLException {
        Instant until = now.minus(WRITTEN_AFTER).truncatedTo(ChronoUnit.MINUTES).plus(PAUSE);
        return Jdbc.list(
                connection,
                "select tenant_id, sum(requests)::bigint, sum(errors)::bigint from tenancy.observed_minute"
                        + " where minute >= ?::timestamptz and minute < ?::timestamptz group by tenant_id"
                        + " having sum(requests) >= ?::bigint and sum(errors) >= sum(requests) * ?::numeric / 100 order by 1",
                row -> new Found(row.getObject(1, UUID.class), row.getLong(2), row.getLong(3)),
                until.minus(rate.within()).toString(),
                until.toString(),
                rate.requests(),
                rate.warning());
    }

    private void raise(Connection connection, Found found, Instant now) throws SQLException {
        BigDecimal percent = BigDecimal.valueOf(found.errors() * 100)
                .divide(BigDecimal.valueOf(found.requests()), 1, RoundingMode.DOWN);
        AlertSeverity severity =
                percent.compareTo(rate.critical()) >= 0 ? AlertSeverity.CRITICAL : AlertSeverity.WARNING;
        Jdbc.run(
                connection,
                "insert into tenancy.alert_raised (tenant_id, id, at, event, severity, subject, title, details)"
                        + " values (?::uuid, ?::uuid, ?::timestamptz, ?, ?, '', ?,"
                        + " jsonb_build_object('requests', ?::bigint, 'errors', ?::bigint, 'minutes', ?::bigint))",
                found.tenant(),
                ids.next(),
                now.toString(),
                ErrorRate.EVENT,
                severity.name(),
                percent.stripTrailingZeros().toPlainString() + " % of " + found.requests() + " requests failed in "
                        + rate.within().toMinutes() + " minutes: tenancyctl stats errors",
                found.requests(),
                found.errors(),
                rate.within().toMinutes());
    }
}
