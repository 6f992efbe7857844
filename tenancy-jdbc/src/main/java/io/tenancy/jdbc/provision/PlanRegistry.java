package io.tenancy.jdbc.provision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.entitlement.Feature;
import io.tenancy.entitlement.FeatureOverride;
import io.tenancy.entitlement.Holding;
import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.internal.registry.HoldingRows;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.internal.registry.ValueJson;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Published plans, and what tenants hold of them, as operators see it, over the admin connection. A published version never changes:
 * publishing a plan that says something new makes the next version, and every tenant keeps the version it holds until it is assigned
 * another or {@linkplain #migrate migrated}. Every change is one transaction and stands in the audit trail. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * PlanRegistry plans = PlanRegistry.over(admin, Clock.systemUTC());
 * plans.publish(config.plans().plans(), new Attribution("ops:anna", "prices of 2027"));
 * plans.assign(tenant.id(), "starter", null, trialEnd, new Attribution("signup", "chose Starter"));
 * }</pre>
 *
 * <p>Fails as {@link TenantRegistry} does. Methods that take a plan's key fail with {@link PlanNotFoundException} if it is not
 * published.
 */
public final class PlanRegistry {
    private final RegistryWork work;
    private final TimeOrderedIds ids;
    private final Clock clock;

    private PlanRegistry(DataSource admin, Clock clock) {
        this.work = new RegistryWork(Objects.requireNonNull(admin, "admin"), Objects.requireNonNull(clock, "clock"));
        this.ids = new TimeOrderedIds(clock);
        this.clock = clock;
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock stamps changes and says which overrides have ended
     * @return the registry
     */
    public static PlanRegistry over(DataSource admin, Clock clock) {
        return new PlanRegistry(admin, clock);
    }

    /**
     * Publishes, all or nothing: each plan that says something new gets its next version.
     *
     * @param plans at most one for a key; their version numbers do not matter
     * @param by who and why
     * @return what became of each, in their order
     * @throws PlanKindMismatchException if a plan was an add-on before, or the other way
     */
    @CanIgnoreReturnValue
    public List<Publication> publish(Collection<Plan> plans, Attribution by) {
        return work.change("publish plans", by, Map.of(), connection -> {
            // Whoever publishes the same plan waits, and then sees that it says the same. By key, so that two never
            // wait for each other.
            for (String key : plans.stream().map(Plan::key).sorted().toList()) {
                Jdbc.run(connection, "select pg_advisory_xact_lock(hashtextextended('tenancy.plan ' || ?, 0))", key);
            }
            List<Publication> done = new ArrayList<>();
            for (Publication wanted : compare(connection, plans)) {
                done.add(
                        wanted.isNew()
                                ? new Publication(wanted.before(), PlanRows.insert(connection, wanted.after()))
                                : wanted);
            }
            return done;
        });
    }

    /**
     * Tells what {@link #publish} would do.
     *
     * @param plans at most one for a key
     * @return what would become of each, in their order
     * @throws PlanKindMismatchException if a plan was an add-on before, or the other way
     */
    public List<Publication> preview(Collection<Plan> plans) {
        return work.read("compare plans", connection -> compare(connection, plans));
    }

    private static List<Publication> compare(Connection connection, Collection<Plan> plans) throws SQLException {
        Map<String, Plan> newest = newest(connection).stream().collect(Collectors.toMap(Plan::key, plan -> plan));
        List<Publication> compared = new ArrayList<>();
        for (Plan plan : plans) {
            Plan before = newest.get(plan.key());
            if (before != null && before.kind() != plan.kind()) {
                throw new PlanKindMismatchException(
                        plan.key(),
                        "The key was published as " + (before.kind() == Plan.Kind.BASE ? "a plan" : "an add-on"));
            }
            compared.add(new Publication(
                    before,
                    before == null
                            ? plan.withVersion(1)
                            : plan.saysTheSameAs(before) ? before : plan.withVersion(before.version() + 1)));
        }
        return compared;
    }

    private static List<Plan> newest(Connection connection) throws SQLException {
        return PlanRows.read(
                connection, "v.version = (select max(o.version) from tenancy.plan_version o where o.plan = v.plan)");
    }

    /**
     * Every published version and how many hold it.
     *
     * @return by plan, the newest version first
     */
    public List<PlanUse> list() {
        return work.read("list plans", connection -> {
            Map<String, Long> held = Jdbc.list(
                            connection,
                            "select plan, plan_version, count(*) from (select plan, plan_version from tenancy.tenant_plan"
                                    + " union all select plan, plan_version from tenancy.tenant_add_on) h group by 1, 2",
                            row -> Map.entry(row.getString(1) + "@" + row.getInt(2), row.getLong(3)))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            List<Plan> all = PlanRows.read(connection, "true");
            Map<String, Integer> newest = all.stream().collect(Collectors.toMap(Plan::key, Plan::version, Math::max));
            return all.stream()
                    .sorted(Comparator.comparing(Plan::key).thenComparing(Plan::version, Comparator.reverseOrder()))
                    .map(plan -> new PlanUse(
                            plan,
                            held.getOrDefault(plan.toString(), 0L),
                            newest.getOrDefault(plan.key(), 0) == plan.version()))
                    .toList();
        });
    }

    /**
     * A published version.
     *
     * @param key the plan's key
     * @param version the version; null for the newest
     * @return the plan
     */
    public Plan require(String key, @Nullable Integer version) {
        return work.read("find a plan", connection -> find(connection, key, version));
    }

    private static Plan find(Connection connection, String key, @Nullable Integer version) throws SQLException {
        List<Plan> versions = PlanRows.read(connection, "v.plan = ?", key);
        return versions.stream()
                .filter(plan -> version == null || plan.version() == version)
                .reduce((one, later) -> later)
                .orElseThrow(() -> new PlanNotFoundException(version == null ? key : key + "@" + version));
    }

    /**
     * Gives a tenant a plan, in place of what it holds. Add-ons and overrides stay.
     *
     * @param id the tenant
     * @param key the plan's key
     * @param version the version; null for the newest
     * @param trialEndsAt until when it is not paid for; null if it is no trial
     * @param by who and why
     * @return the version that the tenant holds now
     * @throws PlanKindMismatchException if it is an add-on
     * @throws TransitionRefusedException if the tenant is being deleted
     */
    @CanIgnoreReturnValue
    public Plan assign(
            TenantId id, String key, @Nullable Integer version, @Nullable Instant trialEndsAt, Attribution by) {
        return work.change("assign a plan", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            Plan plan = find(connection, key, version);
            if (plan.kind() != Plan.Kind.BASE) {
                throw new PlanKindMismatchException(key, "An add-on cannot be a tenant's plan");
            }
            PlanRows.hold(connection, id, plan, work.now(), trialEndsAt);
            return plan;
        });
    }

    /**
     * Takes a tenant's plan away: what plans give is denied from then on. Add-ons and overrides stay.
     *
     * @param id the tenant
     * @param by who and why
     * @return false if it held none
     */
    public boolean withdraw(TenantId id, Attribution by) {
        return work.change("withdraw a plan", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            return Jdbc.run(connection, "delete from tenancy.tenant_plan where tenant_id = ?", id.value()) > 0;
        });
    }

    /**
     * Gives a tenant an add-on beside its plan; one that it holds already counts again.
     *
     * @param id the tenant
     * @param key the add-on's key
     * @param by who and why
     * @return by what it can be removed
     * @throws PlanKindMismatchException if it is a plan
     */
    public UUID addAddOn(TenantId id, String key, Attribution by) {
        return work.change("add an add-on", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            Plan plan = find(connection, key, null);
            if (plan.kind() != Plan.Kind.ADD_ON) {
                throw new PlanKindMismatchException(key, "A plan cannot be an add-on");
            }
            UUID held = ids.next();
            Jdbc.run(
                    connection,
                    "insert into tenancy.tenant_add_on (tenant_id, id, plan, plan_version, since) values (?, ?, ?, ?, ?)",
                    id.value(),
                    held,
                    plan.key(),
                    plan.version(),
                    work.now());
            return held;
        });
    }

    /**
     * Takes an add-on away: the one that was given last, if it is held several times.
     *
     * @param id the tenant
     * @param key the add-on's key
     * @param by who and why
     * @return false if the tenant did not hold it
     */
    public boolean removeAddOn(TenantId id, String key, Attribution by) {
        return work.change("remove an add-on", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            return Jdbc.run(
                            connection,
                            "delete from tenancy.tenant_add_on where tenant_id = ? and id ="
                                    + " (select id from tenancy.tenant_add_on where tenant_id = ? and plan = ?"
                                    + " order by since desc, id desc limit 1)",
                            id.value(),
                            id.value(),
                            key)
                    > 0;
        });
    }

    /**
     * Says what a tenant has of a feature, whatever its plan says; replaces what was said before.
     *
     * @param id the tenant
     * @param override the feature, the value, and until when; its reason is for whoever asks why
     * @param by who and why, for the audit trail
     */
    public void override(TenantId id, FeatureOverride override, Attribution by) {
        boolean unused = work.change("override a feature", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            Instant until = override.until();
            Jdbc.run(
                    connection,
                    "insert into tenancy.tenant_override (tenant_id, feature, value, until, reason, since)"
                            + " values (?, ?, ?::jsonb, ?, ?, ?) on conflict (tenant_id, feature) do update"
                            + " set value = excluded.value, until = excluded.until, reason = excluded.reason, since = excluded.since",
                    id.value(),
                    override.feature(),
                    ValueJson.write(override.value()),
                    until == null ? null : until.atOffset(ZoneOffset.UTC),
                    override.reason(),
                    work.now());
            return true;
        });
    }

    /**
     * Lets the plan decide again.
     *
     * @param id the tenant
     * @param feature the feature's key
     * @param by who and why
     * @return false if there was no override
     */
    public boolean removeOverride(TenantId id, String feature, Attribution by) {
        return work.change("remove an override", by, Map.of(), connection -> {
            RegistryWork.requireLiving(connection, id);
            return Jdbc.run(
                            connection,
                            "delete from tenancy.tenant_override where tenant_id = ? and feature = ?",
                            id.value(),
                            feature)
                    > 0;
        });
    }

    /**
     * What a tenant holds.
     *
     * @param id the tenant
     * @return plan, add-ons and overrides, those included that have ended; nothing for an unknown tenant
     */
    public Holding holding(TenantId id) {
        return work.read("look at what a tenant holds", connection -> HoldingRows.read(connection, id));
    }

    /**
     * Tells what {@link #migrate} would change.
     *
     * @param key the plan's key
     * @param version the version to move to; null for the newest
     * @param features what the application declares
     * @return one for every tenant that holds another version, by tenant key
     */
    public List<PlanMove> previewMigration(String key, @Nullable Integer version, Collection<Feature> features) {
        return work.read(
                "preview a plan migration",
                connection -> new PlanMigration(features, base(connection, key, version), clock.instant())
                        .preview(connection));
    }

    /**
     * Moves every tenant that holds another version of a plan to one version, in one transaction.
     *
     * @param key the plan's key
     * @param version the version to move to; null for the newest
     * @param features what the application declares
     * @param by who and why
     * @return what it changed for each, by tenant key
     */
    @CanIgnoreReturnValue
    public List<PlanMove> migrate(String key, @Nullable Integer version, Collection<Feature> features, Attribution by) {
        return work.change(
                "migrate a plan",
                by,
                Map.of(),
                connection ->
                        new PlanMigration(features, base(connection, key, version), clock.instant()).run(connection));
    }

    static Plan base(Connection connection, String key, @Nullable Integer version) throws SQLException {
        Plan plan = find(connection, key, version);
        if (plan.kind() != Plan.Kind.BASE) {
            throw new PlanKindMismatchException(key, "An add-on cannot be a tenant's plan");
        }
        return plan;
    }
}
