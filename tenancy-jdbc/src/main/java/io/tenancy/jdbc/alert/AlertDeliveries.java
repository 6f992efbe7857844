package io.tenancy.jdbc.alert;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What went to whom, for operators. Immutable and thread-safe. */
public final class AlertDeliveries {
    private final DataSource admin;

    private AlertDeliveries(DataSource admin) {
        this.admin = Objects.requireNonNull(admin, "admin");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin} or {@code tenancy_worker}
     * @return the deliveries
     */
    public static AlertDeliveries over(DataSource admin) {
        return new AlertDeliveries(admin);
    }

    /**
     * Lists deliveries.
     *
     * @param state only these; null for all
     * @param limit at most so many
     * @return the latest first
     */
    public List<AlertDelivery> list(AlertDelivery.@Nullable State state, int limit) {
        return Jdbc.inTransaction(
                admin,
                "list alerts",
                connection -> Jdbc.list(
                        connection,
                        "select d.*, coalesce(t.key, 'platform') as tenant from tenancy.alert_delivery d"
                                + " left join tenancy.tenant t on t.id = d.tenant_id where d.state = coalesce(?, d.state)"
                                + " order by d.last_at desc, d.id desc limit ?",
                        AlertDeliveries::read,
                        state == null ? null : state.name(),
                        limit));
    }

    private static AlertDelivery read(ResultSet row) throws SQLException {
        OffsetDateTime delivered = row.getObject("delivered_at", OffsetDateTime.class);
        return new AlertDelivery(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                row.getString("event"),
                AlertSeverity.valueOf(row.getString("severity")),
                row.getString("subject"),
                row.getString("title"),
                row.getLong("times"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getString("rule"),
                row.getString("sink"),
                AlertDelivery.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                delivered == null ? null : delivered.toInstant(),
                row.getString("failure"));
    }
}
