package io.tenancy.jdbc.security;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is done with each new event, in the order in which they were written. Immutable. */
final class Sightings {
    private static final int AT_ONCE = 200;

    private final List<DetectionRule> rules;
    private final TimeOrderedIds ids;

    Sightings(Collection<DetectionRule> rules, TimeOrderedIds ids) {
        this.rules = List.copyOf(rules);
        this.ids = ids;
    }

    private record Seen(
            UUID tenant,
            long place,
            OffsetDateTime at,
            String kind,
            String subject,
            @Nullable String address) {
        static Seen read(ResultSet row) throws SQLException {
            return new Seen(
                    row.getObject(1, UUID.class),
                    row.getLong(2),
                    row.getObject(3, OffsetDateTime.class),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6));
        }
    }

    /** Looks at some; how many. 0 too if somebody else is looking. */
    int look(Connection connection) throws SQLException {
        if (!Jdbc.test(connection, "select pg_try_advisory_xact_lock(hashtextextended('tenancy.security', 0))")) {
            return 0;
        }
        List<Seen> events = Jdbc.list(
                connection,
                "select tenant_id, place, at, kind, subject, address from tenancy.security_event"
                        + " where looked_at is null order by place limit " + AT_ONCE,
                Seen::read);
        for (Seen event : events) {
            UUID incident = joined(connection, event);
            for (DetectionRule rule : rules) {
                if (incident == null && rule.kind().equals(event.kind())) {
                    incident = opened(connection, event, rule);
                }
            }
            Jdbc.run(
                    connection,
                    "update tenancy.security_event set looked_at = at, incident_id = ? where tenant_id = ? and place = ?",
                    incident,
                    event.tenant(),
                    event.place());
        }
        return events.size();
    }

    /** The incident that the event belongs to: of the same tenant, with the same subject or from the same address. */
    private static @Nullable UUID joined(Connection connection, Seen event) throws SQLException {
        Optional<UUID> open = Jdbc.first(
                connection,
                "update tenancy.security_incident set events = events + 1, last_at = greatest(last_at, ?),"
                        + " open_until = open_until + greatest(?::timestamptz - last_at, interval '0')"
                        + " where id = (select id from tenancy.security_incident where tenant_id = ? and open_until > ?"
                        + " and (subject = ? or address = ?) order by first_at limit 1) returning id",
                row -> row.getObject(1, UUID.class),
                event.at(),
                event.at(),
                event.tenant(),
                event.at(),
                event.subject(),
                event.address());
        return open.orElse(null);
    }

    private @Nullable UUID opened(Connection connection, Seen event, DetectionRule rule) throws SQLException {
        String common = rule.by() == DetectionRule.By.SUBJECT ? event.subject() : event.address();
        if (common == null) {
            return null;
        }
        String theSame = " tenant_id = ? and kind = ? and "
                + (rule.by() == DetectionRule.By.SUBJECT ? "subject" : "address")
                + " = ? and at > ? and at <= ? and place <= ? and incident_id is null";
        Object[] binds = {
            event.tenant(), event.kind(), common, event.at().minus(rule.window()), event.at(), event.place()
        };
        long count = Jdbc.first(
                        connection,
                        "select count(*) from tenancy.security_event where" + theSame,
                        row -> row.getLong(1),
                        binds)
                .orElse(0L);
        if (count < rule.threshold()) {
            return null;
        }
        UUID id = ids.next();
        Jdbc.run(
                connection,
                "insert into tenancy.security_incident (id, tenant_id, rule, severity, subject, address, first_at, last_at, events,"
                        + " open_until, action, action_until) select ?, ?, ?, ?, ?, ?, min(at), max(at), count(*), ?, ?, ?"
                        + " from tenancy.security_event where" + theSame,
                id,
                event.tenant(),
                rule.name(),
                rule.severity().name(),
                event.subject(),
                event.address(),
                event.at().plus(rule.window()),
                rule.action(),
                rule.action() == null ? null : event.at().plus(rule.actionFor()),
                binds[0],
                binds[1],
                binds[2],
                binds[3],
                binds[4],
                binds[5]);
        Jdbc.run(connection, "update tenancy.security_event set incident_id = '" + id + "' where" + theSame, binds);
        alert(connection, event, rule, id, count);
        return id;
    }

    private void alert(Connection connection, Seen event, DetectionRule rule, UUID incident, long count)
            throws SQLException {
        Jdbc.run(
                connection,
                "insert into tenancy.alert_raised (tenant_id, id, at, event, severity, subject, title, details)"
                        + " values (?, ?, ?, 'security.incident', ?, ?, ?, jsonb_build_object('incident', ?::text, 'rule', ?::text))",
                event.tenant(),
                ids.next(),
                event.at(),
                rule.severity().name(),
                incident.toString(),
                count + " times " + event.kind() + ": tenancyctl security incidents show " + incident,
                incident.toString(),
                rule.name());
    }
}
