package io.tenancy.jdbc.provision;

import io.tenancy.entitlement.FeatureValue;
import io.tenancy.entitlement.Plan;
import io.tenancy.entitlement.Price;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ValueJson;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How published versions are written and read. Keys, currencies and options need no escaping in JSON: their forms forbid it. */
final class PlanRows {
    private PlanRows() {}

    private record Version(String plan, int version) {}

    private record Part<T>(Version of, String name, T value) {}

    /** Writes a version; the database numbers it, as the next one. */
    static Plan insert(Connection connection, Plan plan) throws SQLException {
        int version = Jdbc.list(
                        connection,
                        "insert into tenancy.plan_version"
                                + " (plan, version, kind, name, trial_days, grace_days, contact_sales, prices, features)"
                                + " values (?, 1, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb) returning version",
                        row -> row.getInt(1),
                        plan.key(),
                        plan.kind().name(),
                        plan.name(),
                        plan.terms().trialDays(),
                        plan.terms().graceDays(),
                        plan.terms().contactSales(),
                        prices(plan),
                        features(plan))
                .get(0);
        return plan.withVersion(version);
    }

    /** Gives a tenant a plan, in place of what it holds. */
    static void hold(Connection connection, TenantId id, Plan plan, OffsetDateTime now, @Nullable Instant trialEndsAt)
            throws SQLException {
        Jdbc.run(
                connection,
                "insert into tenancy.tenant_plan (tenant_id, plan, plan_version, since, trial_ends_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (tenant_id) do update set plan = excluded.plan, plan_version = excluded.plan_version,"
                        + " since = excluded.since, trial_ends_at = excluded.trial_ends_at",
                id.value(),
                plan.key(),
                plan.version(),
                now,
                trialEndsAt == null ? null : trialEndsAt.atOffset(ZoneOffset.UTC));
    }

    private static String features(Plan plan) {
        return plan.values().entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\":" + ValueJson.write(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String prices(Plan plan) {
        return plan.prices().stream()
                .map(price -> '"' + price.currency().getCurrencyCode() + "\":{\"monthly\":" + amount(price.monthly())
                        + ",\"yearly\":" + amount(price.yearly()) + '}')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String amount(OptionalLong amount) {
        return amount.isPresent() ? Long.toString(amount.getAsLong()) : "null";
    }

    /** Reads versions, by key and number. */
    static List<Plan> read(Connection connection, String condition, Object... binds) throws SQLException {
        Map<Version, Map<String, FeatureValue>> values = new LinkedHashMap<>();
        for (Part<FeatureValue> part : Jdbc.list(
                connection,
                "select v.plan, v.version, f.key, f.value::text from tenancy.plan_version v, jsonb_each(v.features) f"
                        + " where " + condition + " order by 1, 2, 3",
                row -> new Part<>(version(row), row.getString(3), ValueJson.read(row.getString(4))),
                binds)) {
            values.computeIfAbsent(part.of, key -> new LinkedHashMap<>()).put(part.name, part.value);
        }
        Map<Version, List<Price>> prices = new LinkedHashMap<>();
        for (Part<Price> part : Jdbc.list(
                connection,
                "select v.plan, v.version, p.key, (p.value ->> 'monthly')::bigint, (p.value ->> 'yearly')::bigint"
                        + " from tenancy.plan_version v, jsonb_each(v.prices) p where " + condition
                        + " order by 1, 2, 3",
                row -> new Part<>(
                        version(row),
                        row.getString(3),
                        new Price(Currency.getInstance(row.getString(3)), amount(row, 4), amount(row, 5))),
                binds)) {
            prices.computeIfAbsent(part.of, key -> new ArrayList<>()).add(part.value);
        }
        return Jdbc.list(
                connection,
                "select v.plan, v.version, v.name, v.kind, v.trial_days, v.grace_days, v.contact_sales"
                        + " from tenancy.plan_version v where " + condition + " order by 1, 2",
                row -> new Plan(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        Plan.Kind.valueOf(row.getString(4)),
                        prices.getOrDefault(version(row), List.of()),
                        new Plan.Terms(row.getInt(5), row.getInt(6), row.getBoolean(7)),
                        values.getOrDefault(version(row), Map.of())),
                binds);
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(row.getString(1), row.getInt(2));
    }

    private static OptionalLong amount(ResultSet row, int column) throws SQLException {
        long amount = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(amount);
    }
}
