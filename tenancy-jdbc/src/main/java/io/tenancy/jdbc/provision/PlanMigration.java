package io.tenancy.jdbc.provision;

import io.tenancy.entitlement.Entitlement;
import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.Holding;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.internal.registry.HoldingRows;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Moves the tenants that hold older or newer versions of a plan to one version, or tells what that would change. */
final class PlanMigration {
    private final Collection<Feature> features;
    private final Plan target;
    private final Instant at;

    PlanMigration(Collection<Feature> features, Plan target, Instant at) {
        this.features = List.copyOf(features);
        this.target = target;
        this.at = at;
    }

    private record Holder(TenantId tenant, TenantKey key, int version) {}

    /** What would change; changes nothing. */
    List<PlanMove> preview(Connection connection) throws SQLException {
        List<PlanMove> moves = new ArrayList<>();
        for (Holder holder : holders(connection, "")) {
            Holding before = HoldingRows.read(connection, holder.tenant);
            Holding after = new Holding(target.held(), before.addOns(), before.overrides());
            moves.add(move(holder, before, after));
        }
        return moves;
    }

    /** Does it, and reads afterwards what is held then. */
    List<PlanMove> run(Connection connection) throws SQLException {
        List<PlanMove> moves = new ArrayList<>();
        for (Holder holder : holders(connection, " for update of h")) {
            Holding before = HoldingRows.read(connection, holder.tenant);
            Jdbc.run(
                    connection,
                    "update tenancy.tenant_plan set plan_version = ? where tenant_id = ?",
                    target.version(),
                    holder.tenant.value());
            moves.add(move(holder, before, HoldingRows.read(connection, holder.tenant)));
        }
        return moves;
    }

    private List<Holder> holders(Connection connection, String lock) throws SQLException {
        return Jdbc.list(
                connection,
                "select h.tenant_id, t.key, h.plan_version from tenancy.tenant_plan h"
                        + " join tenancy.tenant t on t.id = h.tenant_id"
                        + " where h.plan = ? and h.plan_version <> ? and t.status not in ('DELETING', 'DELETED') order by t.key"
                        + lock,
                row -> new Holder(
                        TenantId.of(row.getObject(1, UUID.class)), TenantKey.of(row.getString(2)), row.getInt(3)),
                target.key(),
                target.version());
    }

    private PlanMove move(Holder holder, Holding before, Holding after) {
        Entitlements had = Entitlements.of(features, before, at);
        Entitlements has = Entitlements.of(features, after, at);
        List<PlanMove.Change> changes = new ArrayList<>();
        for (Entitlement one : had.all()) {
            Entitlement other = has.explain(one.feature().key());
            if (!one.value().equals(other.value())) {
                changes.add(new PlanMove.Change(one, other));
            }
        }
        return new PlanMove(holder.tenant, holder.key, holder.version, target.version(), changes);
    }
}
