package io.tenancy.jdbc.job;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Forgets what keeps usage from being counted twice, when nobody comes with it any more. In pieces, so that no tenant waits for it. */
final class UsageCleanUp {
    static final Duration KEYS = Duration.ofDays(30);
    static final Duration RESERVATIONS = Duration.ofDays(1);
    private static final int PIECE = 5_000;

    private UsageCleanUp() {}

    static long run(DataSource worker, Instant now) {
        return inPieces(worker, "usage_key", "at < ?", now.minus(KEYS))
                + inPieces(worker, "usage_reservation", "expires_at < ?", now.minus(RESERVATIONS))
                + counters(worker, now.minus(RESERVATIONS));
    }

    /** What somebody holds in this moment is left for the next run. */
    private static long inPieces(DataSource worker, String table, String condition, Instant before) {
        String sql = "delete from tenancy." + table + " where ctid = any (array(select ctid from tenancy." + table
                + " where " + condition + " limit " + PIECE + " for update skip locked))";
        long all = 0;
        for (int removed = PIECE; removed == PIECE; all += removed) {
            removed = Jdbc.inTransaction(
                    worker, "clean up " + table, connection -> Jdbc.run(connection, sql, at(before)));
        }
        return all;
    }

    /** Counters that still name reservations of which none is left. One that gets another in this moment is not touched: its time is later. */
    private static long counters(DataSource worker, Instant before) {
        return Jdbc.inTransaction(
                worker,
                "clean up counters",
                connection -> Jdbc.run(
                        connection,
                        "update tenancy.usage_counter c set reserved = 0, reserved_until = null where c.reserved_until < ?"
                                + " and not exists (select from tenancy.usage_reservation r where r.tenant_id = c.tenant_id"
                                + " and r.meter = c.meter and r.period_start = c.period_start and r.state = 'OPEN')",
                        at(before)));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
