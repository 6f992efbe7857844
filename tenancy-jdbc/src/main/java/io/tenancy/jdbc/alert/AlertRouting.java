package io.tenancy.jdbc.alert;

import io.tenancy.jdbc.internal.audit.CanonicalJson;
import io.tenancy.jdbc.internal.audit.DetailsJson;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Makes of what was raised what is to be delivered: one for each sink, and the same within the window counted into it. Immutable. */
final class AlertRouting {
    private static final int AT_ONCE = 500;

    private final List<AlertRule> rules;
    private final TimeOrderedIds ids;

    AlertRouting(List<AlertRule> rules, TimeOrderedIds ids) {
        this.rules = List.copyOf(rules);
        this.ids = ids;
    }

    private record Raised(UUID tenant, long place, Instant at, Alert alert) {
        static Raised read(ResultSet row) throws SQLException {
            return new Raised(
                    row.getObject("tenant_id", UUID.class),
                    row.getLong("place"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    new Alert(
                            row.getString("event"),
                            AlertSeverity.valueOf(row.getString("severity")),
                            row.getString("subject"),
                            row.getString("title"),
                            DetailsJson.read(row.getString("details"))));
        }
    }

    /** Takes some of what was raised; how many. What another worker has taken is left to it. */
    int route(Connection connection) throws SQLException {
        List<Raised> raised = Jdbc.list(
                connection,
                "select tenant_id, place, at, event, severity, subject, title, details::text as details"
                        + " from tenancy.alert_raised order by at, place limit " + AT_ONCE + " for update skip locked",
                Raised::read);
        for (Raised one : raised) {
            for (AlertRule rule : rules) {
                if (rule.matches(one.alert().event(), one.alert().severity())) {
                    for (String sink : rule.sinks()) {
                        count(connection, one, rule, sink);
                    }
                }
            }
            Jdbc.run(
                    connection,
                    "delete from tenancy.alert_raised where tenant_id = ? and place = ?",
                    one.tenant(),
                    one.place());
        }
        return raised.size();
    }

    /** What was not delivered yet is not told a second time, however old it is. */
    private void count(Connection connection, Raised one, AlertRule rule, String sink) throws SQLException {
        String key = rule.name() + " " + one.alert().event() + " " + one.tenant() + " "
                + one.alert().subject();
        OffsetDateTime at = one.at().atOffset(ZoneOffset.UTC);
        while (true) {
            int counted = Jdbc.run(
                    connection,
                    "update tenancy.alert_delivery set times = times + 1, last_at = greatest(last_at, ?)"
                            + " where sink = ? and dedupe_key = ? and latest and (window_ends_at > ? or state = 'WAITING')",
                    at,
                    sink,
                    key,
                    at);
            if (counted > 0) {
                return;
            }
            Jdbc.run(
                    connection,
                    "update tenancy.alert_delivery set latest = false where sink = ? and dedupe_key = ? and latest"
                            + " and window_ends_at <= ? and state <> 'WAITING'",
                    sink,
                    key,
                    at);
            if (insert(connection, one, rule, sink, key, at) > 0) {
                return;
            }
        }
    }

    private int insert(Connection connection, Raised one, AlertRule rule, String sink, String key, OffsetDateTime at)
            throws SQLException {
        return Jdbc.run(
                connection,
                "insert into tenancy.alert_delivery (id, sink, rule, dedupe_key, window_ends_at, tenant_id, event, severity,"
                        + " subject, title, details, first_at, last_at, state, next_attempt_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, 'WAITING', ?)"
                        + " on conflict (sink, dedupe_key) where latest do nothing",
                ids.next(),
                sink,
                rule.name(),
                key,
                at.plus(rule.window()),
                one.tenant(),
                one.alert().event(),
                one.alert().severity().name(),
                one.alert().subject(),
                one.alert().title(),
                CanonicalJson.write(one.alert().details()),
                at,
                at,
                at);
    }
}
