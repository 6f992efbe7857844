package io.tenancy.context;

import io.tenancy.authorization.Principal;
import io.tenancy.tenant.Tenant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a scope binds: the tenant, on whose behalf, and which branches are in view. Immutable and thread-safe, so that it may be
 * captured on one thread and bound on another.
 *
 * <pre>{@code
 * TenantBinding binding = TenantBinding.of(tenant).withPrincipal(principal);
 * try (TenantScope scope = TenantContext.bind(binding)) {
 *     // works for the tenant, on behalf of the principal
 * }
 * }</pre>
 */
public final class TenantBinding {
    private static final SortedSet<UUID> NO_BRANCHES = Collections.unmodifiableSortedSet(new TreeSet<>());

    private final Tenant tenant;
    private final @Nullable Principal principal;
    private final @Nullable Principal actor;
    private final SortedSet<UUID> branchIds;

    private TenantBinding(
            Tenant tenant, @Nullable Principal principal, @Nullable Principal actor, SortedSet<UUID> branchIds) {
        this.tenant = Objects.requireNonNull(tenant, "tenant");
        this.principal = principal;
        this.actor = actor;
        this.branchIds = branchIds;
    }

    /**
     * Names a tenant without principal and branches. The status is not looked at here, but when the binding is bound.
     *
     * @param tenant the tenant
     * @return the binding
     */
    public static TenantBinding of(Tenant tenant) {
        return new TenantBinding(tenant, null, null, NO_BRANCHES);
    }

    /**
     * The same binding on behalf of a principal.
     *
     * @param principal the principal
     * @return a new binding
     */
    public TenantBinding withPrincipal(Principal principal) {
        return new TenantBinding(tenant, Objects.requireNonNull(principal, "principal"), actor, branchIds);
    }

    /**
     * The same binding, worked by somebody else than the principal: an operator who impersonates it. May what the principal may; the
     * trail names both.
     *
     * @param impersonator who really acts
     * @return a new binding
     */
    public TenantBinding withActor(Principal impersonator) {
        return new TenantBinding(tenant, principal, Objects.requireNonNull(impersonator, "impersonator"), branchIds);
    }

    /**
     * The same binding with branches in view.
     *
     * @param ids the branch ids; empty means that no branch was named
     * @return a new binding
     */
    public TenantBinding withBranches(Iterable<UUID> ids) {
        SortedSet<UUID> copy = new TreeSet<>();
        ids.forEach(id -> copy.add(Objects.requireNonNull(id, "branch id")));
        return new TenantBinding(tenant, principal, actor, Collections.unmodifiableSortedSet(copy));
    }

    /**
     * The bound tenant.
     *
     * @return the tenant as it was when bound
     */
    public Tenant tenant() {
        return tenant;
    }

    /**
     * On whose behalf the scope works.
     *
     * @return the principal, or null if nobody was named
     */
    public @Nullable Principal principal() {
        return principal;
    }

    /**
     * Who really acts, if that is not the principal.
     *
     * @return whoever impersonates the principal, or null if nobody does
     */
    public @Nullable Principal actor() {
        return actor;
    }

    /**
     * The branches in view.
     *
     * @return an unmodifiable sorted set, possibly empty
     */
    public SortedSet<UUID> branchIds() {
        return branchIds;
    }

    /**
     * Whether the database would see the same context: same tenant id, principal id and branches; and whether
     * the same person acts. A renamed tenant is still the
     * same.
     *
     * @param other another binding
     * @return true if a transaction bound to one may go on under the other
     */
    public boolean isSameContext(TenantBinding other) {
        return this == other
                || (tenant.id().equals(other.tenant.id())
                        && Objects.equals(id(principal), id(other.principal))
                        && Objects.equals(id(actor), id(other.actor))
                        && branchIds.equals(other.branchIds));
    }

    private static @Nullable UUID id(@Nullable Principal principal) {
        return principal == null ? null : principal.id();
    }

    @Override
    public String toString() {
        return tenant.key() + "(" + tenant.id() + ")";
    }
}
