package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.AccessDecision;
import io.tenancy.authorization.AccessDecision.Outcome;
import io.tenancy.authorization.AccessExplanation;
import io.tenancy.authorization.Authorizer;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.Principal;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.tenant.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Answers from a snapshot per tenant, which the registry's feed keeps true. Thread-safe. */
public final class CachedAuthorizer implements Authorizer {
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);
    private static final Duration STALE_BOUND = Duration.ofSeconds(60);

    private final Function<TenantId, AccessSnapshot> snapshots;
    private final TenantUnits units;

    /**
     * Starts to remember.
     *
     * @param tenants tells of changes
     * @param app reads snapshots; connects as {@code tenancy_app}, not wrapped
     * @param units where explanations are asked for
     */
    public CachedAuthorizer(JdbcTenantStore tenants, DataSource app, TenantUnits units) {
        AccessSource source = new AccessSource(app);
        this.snapshots = tenants.remember(
                source::read, (tenant, snapshot, changed) -> tenant.equals(changed), TIME_TO_LIVE, STALE_BOUND);
        this.units = units;
    }

    @Override
    public AccessDecision check(Permission permission, @Nullable UUID branch) {
        TenantBinding binding = TenantContext.required();
        Principal principal = binding.principal();
        if (principal == null) {
            return new AccessDecision(Outcome.NO_PRINCIPAL, permission, null, branch);
        }
        return check(binding.tenant().id(), principal.id(), permission, branch);
    }

    @Override
    public AccessDecision checkFor(UUID principal, Permission permission, @Nullable UUID branch) {
        return check(TenantContext.required().tenant().id(), principal, permission, branch);
    }

    private AccessDecision check(TenantId tenant, UUID principal, Permission permission, @Nullable UUID branch) {
        Outcome outcome = snapshots.apply(tenant).check(principal, permission, branch);
        return new AccessDecision(outcome, permission, principal, branch);
    }

    @Override
    public SortedSet<Permission> permissions(UUID principal, @Nullable UUID branch) {
        return snapshots.apply(TenantContext.required().tenant().id()).permissions(principal, branch);
    }

    @Override
    public SortedSet<UUID> branches(UUID principal) {
        return branches(TenantContext.required().tenant().id(), principal);
    }

    /**
     * What a principal holds in the whole of a tenant that need not be bound yet.
     *
     * @param tenant the tenant
     * @param principal the principal
     * @return as {@link #permissions(UUID)}
     */
    public SortedSet<Permission> permissions(TenantId tenant, UUID principal) {
        return snapshots.apply(tenant).permissions(principal, null);
    }

    /**
     * The branches in view of a principal, of a tenant that need not be bound yet.
     *
     * @param tenant the tenant
     * @param principal the principal
     * @return as {@link #branches(UUID)}
     */
    public SortedSet<UUID> branches(TenantId tenant, UUID principal) {
        return snapshots.apply(tenant).branches(principal);
    }

    @Override
    public AccessExplanation explain(UUID principal, Permission permission, @Nullable UUID branch) {
        List<AccessExplanation.Way> ways = units.inTransaction(
                "explain a permission",
                Map.<String, Function<SQLException, io.tenancy.TenancyException>>of(),
                connection -> Explanations.ways(
                        connection, units.binding().tenant().id().value(), principal, permission, branch));
        return new AccessExplanation(checkFor(principal, permission, branch), ways);
    }
}
