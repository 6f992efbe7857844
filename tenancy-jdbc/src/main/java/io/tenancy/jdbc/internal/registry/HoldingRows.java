package io.tenancy.jdbc.internal.registry;

import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.HeldPlan;
import io.tenancy.entitlement.Holding;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a holding is read: a row for each thing that is said about a feature, plans in order. */
public final class HoldingRows {
    private HoldingRows() {}

    private record Row(
            String kind,
            long place,
            @Nullable String plan,
            int version,
            @Nullable String feature,
            @Nullable String value,
            @Nullable Instant until,
            @Nullable String reason) {}

    /**
     * Reads what a tenant holds.
     *
     * @param connection connected as a role that may ask
     * @param tenant the tenant
     * @return the holding
     * @throws SQLException if the database cannot be asked
     */
    public static Holding read(Connection connection, TenantId tenant) throws SQLException {
        List<Row> rows = Jdbc.list(connection, "select * from tenancy.holding_of(?)", HoldingRows::row, tenant.value());
        Map<String, List<Row>> plans = new LinkedHashMap<>();
        List<FeatureOverride> overrides = new ArrayList<>();
        for (Row row : rows) {
            if (row.feature != null && row.value != null && row.kind.equals("OVERRIDE")) {
                overrides.add(new FeatureOverride(
                        row.feature, ValueJson.read(row.value), row.until, row.reason == null ? "" : row.reason));
            } else {
                plans.computeIfAbsent(row.kind + row.place, key -> new ArrayList<>())
                        .add(row);
            }
        }
        List<HeldPlan> addOns = new ArrayList<>();
        HeldPlan base = null;
        for (List<Row> plan : plans.values()) {
            if (plan.get(0).kind.equals("BASE")) {
                base = plan(plan);
            } else {
                addOns.add(plan(plan));
            }
        }
        return new Holding(base, addOns, overrides);
    }

    private static HeldPlan plan(List<Row> rows) {
        Map<String, FeatureValue> values = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.feature != null && row.value != null) {
                values.put(row.feature, ValueJson.read(row.value));
            }
        }
        return new HeldPlan(String.valueOf(rows.get(0).plan), rows.get(0).version, values);
    }

    private static Row row(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        return new Row(
                row.getString("kind"),
                row.getLong("place"),
                row.getString("plan"),
                row.getInt("plan_version"),
                row.getString("feature"),
                row.getString("value"),
                until == null ? null : until.toInstant(),
                row.getString("reason"));
    }
}
