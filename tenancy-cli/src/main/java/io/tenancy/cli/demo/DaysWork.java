package io.tenancy.cli.demo;

import io.tenancy.cli.demo.DemoReport.Day;
import io.tenancy.examples.chiro.Practice;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;

/** The queries of an ordinary day. None of them names a tenant. */
final class DaysWork {
    private static final String PATIENTS = "select count(*) from patients";
    private static final String AHEAD = "select count(*) from schedule where starts_at >= :from and starts_at < :until";
    private static final String UNPAID = "select count(*), coalesce(sum(open_minor), 0) from outstanding_invoices";

    private DaysWork() {}

    /** Works as whoever is bound. */
    static Day see(DataSource tenantBound, Practice practice, Clock clock) throws SQLException {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        Map<String, Object> week = Map.of("from", now, "until", now.plusWeeks(1));
        try (Connection connection = tenantBound.getConnection();
                PreparedStatement patients = new NamedSql(PATIENTS).prepare(connection, week);
                PreparedStatement schedule = new NamedSql(AHEAD).prepare(connection, week);
                PreparedStatement unpaid = new NamedSql(UNPAID).prepare(connection, week)) {
            long seen = first(patients);
            long booked = first(schedule);
            try (ResultSet row = unpaid.executeQuery()) {
                row.next();
                String open = BigDecimal.valueOf(row.getLong(2), 2).toPlainString() + " " + practice.currency();
                return new Day(seen, booked, row.getLong(1), open);
            }
        }
    }

    private static long first(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
