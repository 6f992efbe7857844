package io.tenancy.jdbc.security;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Incidents as operators see them. Immutable and thread-safe. */
public final class SecurityIncidents {
    private final DataSource admin;

    private SecurityIncidents(DataSource admin) {
        this.admin = Objects.requireNonNull(admin, "admin");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin} or {@code tenancy_worker}
     * @return the incidents
     */
    public static SecurityIncidents over(DataSource admin) {
        return new SecurityIncidents(admin);
    }

    /**
     * One event of an incident.
     *
     * @param at when
     * @param kind what happened
     * @param subject whom it concerns
     * @param address from where, or null
     */
    public record Event(
            Instant at,
            String kind,
            String subject,
            @Nullable String address) {}

    /**
     * Lists incidents.
     *
     * @param tenant of this tenant; null for all
     * @param limit at most so many
     * @return the latest first
     */
    public List<SecurityIncident> list(@Nullable UUID tenant, int limit) {
        return Jdbc.inTransaction(
                admin,
                "list incidents",
                connection -> Jdbc.list(
                        connection,
                        "select " + IncidentRows.COLUMNS + " from tenancy.security_incident i"
                                + " where i.tenant_id = coalesce(?::uuid, i.tenant_id) order by i.last_at desc, i.id desc limit ?",
                        IncidentRows::read,
                        tenant,
                        limit));
    }

    /**
     * Finds an incident.
     *
     * @param id which
     * @return the incident, or empty
     */
    public Optional<SecurityIncident> find(UUID id) {
        return Jdbc.inTransaction(
                admin,
                "find an incident",
                connection -> Jdbc.first(
                        connection,
                        "select " + IncidentRows.COLUMNS + " from tenancy.security_incident i where i.id = ?",
                        IncidentRows::read,
                        id));
    }

    /**
     * The events of an incident.
     *
     * @param id which
     * @return the first 1,000, in order
     */
    public List<Event> events(UUID id) {
        return Jdbc.inTransaction(
                admin,
                "list the events of an incident",
                connection -> Jdbc.list(
                        connection,
                        "select at, kind, subject, address from tenancy.security_event where incident_id = ?"
                                + " order by at, place limit 1000",
                        row -> new Event(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)),
                        id));
    }
}
