package io.tenancy.jdbc.security;

import io.tenancy.jdbc.alert.AlertSeverity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Incidents as rows. */
final class IncidentRows {
    static final String COLUMNS =
            "i.*, coalesce((select t.key from tenancy.tenant t where t.id = i.tenant_id), 'platform') as tenant";

    private IncidentRows() {}

    static SecurityIncident read(ResultSet row) throws SQLException {
        return new SecurityIncident(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("tenant"),
                row.getString("rule"),
                AlertSeverity.valueOf(row.getString("severity")),
                row.getString("subject"),
                row.getString("address"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getLong("events"),
                row.getString("action"),
                instant(row, "action_until"),
                row.getString("action_state"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
