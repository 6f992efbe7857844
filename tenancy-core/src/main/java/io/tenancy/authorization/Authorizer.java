package io.tenancy.authorization;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers what principals may do in the bound tenant. Remembered: a question asks nobody, and a change of roles and grants is seen on
 * every node within a second through the connection {@code listen}, within two without. The database gives the same answers, as
 * {@code tenancy.has_permission(..)}. Thread-safe.
 *
 * <pre>{@code
 * static final Permission READ = Permission.of("patients:read");
 *
 * authorizer.require(READ);                       // for the bound principal, in the whole tenant
 * if (authorizer.check(READ, branch).isGranted()) // or at a branch
 * }</pre>
 *
 * <p>Every method throws {@link io.tenancy.context.TenantContextMissingException} if no tenant is bound,
 * {@link io.tenancy.tenant.RegistryUnavailableException} if nothing is remembered that is young enough and the database does not answer,
 * and {@link IllegalArgumentException} for a permission that nobody declared: that is a defect, no denial.
 */
public interface Authorizer {
    /**
     * Whether the bound principal holds a permission in the whole tenant.
     *
     * @param permission the permission
     * @return the decision; a denial if no principal is bound
     */
    default AccessDecision check(Permission permission) {
        return check(permission, null);
    }

    /**
     * Whether the bound principal holds a permission at a branch.
     *
     * @param permission the permission
     * @param branch the branch; null for the whole tenant
     * @return the decision; a denial if no principal is bound
     */
    AccessDecision check(Permission permission, @Nullable UUID branch);

    /**
     * Whether a principal holds a permission.
     *
     * @param principal the principal's id
     * @param permission the permission
     * @param branch the branch; null for the whole tenant
     * @return the decision
     */
    AccessDecision checkFor(UUID principal, Permission permission, @Nullable UUID branch);

    /**
     * Goes on only if the bound principal holds a permission in the whole tenant.
     *
     * @param permission the permission
     * @return the decision, which is a yes
     * @throws PermissionDeniedException if not
     */
    @CanIgnoreReturnValue
    default AccessDecision require(Permission permission) {
        return check(permission).orThrow();
    }

    /**
     * Goes on only if the bound principal holds a permission at a branch.
     *
     * @param permission the permission
     * @param branch the branch; null for the whole tenant
     * @return the decision, which is a yes
     * @throws PermissionDeniedException if not
     */
    @CanIgnoreReturnValue
    default AccessDecision require(Permission permission, @Nullable UUID branch) {
        return check(permission, branch).orThrow();
    }

    /**
     * Everything a principal holds at a place.
     *
     * @param principal the principal's id
     * @param branch the branch; null for the whole tenant
     * @return an unmodifiable sorted set
     */
    SortedSet<Permission> permissions(UUID principal, @Nullable UUID branch);

    /**
     * Everything a principal holds in the whole tenant.
     *
     * @param principal the principal's id
     * @return an unmodifiable sorted set
     */
    default SortedSet<Permission> permissions(UUID principal) {
        return permissions(principal, null);
    }

    /**
     * The branches a principal was granted anything at, with all below: all of them, for whoever was granted something in the whole
     * tenant. What {@link io.tenancy.context.TenantBinding#withBranches} takes.
     *
     * @param principal the principal's id
     * @return an unmodifiable sorted set
     */
    SortedSet<UUID> branches(UUID principal);

    /**
     * Every way by which a principal holds a permission. Asks the database.
     *
     * @param principal the principal's id
     * @param permission the permission
     * @param branch the branch; null for the whole tenant
     * @return the ways; none, if it does not
     */
    AccessExplanation explain(UUID principal, Permission permission, @Nullable UUID branch);
}
