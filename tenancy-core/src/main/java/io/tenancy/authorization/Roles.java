package io.tenancy.authorization;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Roles, grants, groups and branches of one tenant. Every change is in the audit trail, with who and why, and is seen on every node
 * within a second. The database holds the rules, whatever the path: nobody hands on or takes away what it does not hold itself at that
 * place, except that everybody may give up what is its own; the last owner stays.
 *
 * <pre>{@code
 * Roles roles = tenancy.roles().because("new front desk");
 * roles.create(RoleDefinition.of("front-desk", "Front desk", "appointments:*", "patients:read"));
 * roles.grant(PrincipalKind.USER, ann, "front-desk", null);
 * }</pre>
 *
 * <p>Works for the bound tenant and principal, or, where it comes from the operator's side, for the tenant and operator it was made for.
 * Thread-safe, unless it belongs to a transaction. Every change throws {@link EscalationRefusedException},
 * {@link PermissionDeniedException} if nobody is bound who would answer for it, {@link AccessNotFoundException} and
 * {@link AccessConflictException}.
 */
public interface Roles {
    /**
     * The same, with a reason for the audit trail.
     *
     * @param reason why, for whoever reads the trail
     * @return roles whose changes carry the reason
     */
    Roles because(String reason);

    /**
     * System roles and the tenant's own.
     *
     * @return system roles first, by key
     */
    List<Role> list();

    /**
     * Finds a role.
     *
     * @param key its key
     * @return the role, or empty
     */
    Optional<Role> find(String key);

    /**
     * Makes a role of the tenant's own.
     *
     * @param definition the role
     * @return the role as it is kept, wildcards written out
     * @throws AccessConflictException if a role of this key is there
     * @throws AccessNotFoundException if a pattern fits no permission, or there is no such parent
     */
    @CanIgnoreReturnValue
    Role create(RoleDefinition definition);

    /**
     * Makes one of the tenant's own roles what the definition says.
     *
     * @param definition the role
     * @return the role as it is kept
     * @throws AccessNotFoundException if there is no such role of the tenant's own
     */
    @CanIgnoreReturnValue
    Role update(RoleDefinition definition);

    /**
     * Removes one of the tenant's own roles.
     *
     * @param key its key
     * @throws AccessConflictException if somebody holds it, or a role inherits from it
     */
    void delete(String key);

    /**
     * Every grant of the tenant.
     *
     * @return by principal, role and branch
     */
    List<Grant> grants();

    /**
     * The grants of one principal, without those of its groups.
     *
     * @param principal the principal
     * @return by role and branch
     */
    List<Grant> grants(UUID principal);

    /**
     * Grants a role. What is granted already stays as it is.
     *
     * @param kind a user, a group or an API key
     * @param principal who is to hold it
     * @param role the role's key
     * @param branch where; null for the whole tenant
     * @return the grant
     */
    @CanIgnoreReturnValue
    Grant grant(PrincipalKind kind, UUID principal, String role, @Nullable UUID branch);

    /**
     * Takes a role away.
     *
     * @param principal who holds it
     * @param role the role's key
     * @param branch where it was granted; null for the whole tenant
     * @return false if it was not granted there
     * @throws LastOwnerException if it is the last owner's
     */
    @CanIgnoreReturnValue
    boolean revoke(UUID principal, String role, @Nullable UUID branch);

    /**
     * Makes somebody the owner instead of somebody else, in one step.
     *
     * @param from who owns, and will not any more
     * @param to the person who will
     * @throws AccessNotFoundException if the first is no owner
     */
    void transferOwnership(UUID from, UUID to);

    /**
     * Every group.
     *
     * @return by name
     */
    List<PrincipalGroup> groups();

    /**
     * Makes a group.
     *
     * @param name its name
     * @return its id
     */
    UUID createGroup(String name);

    /**
     * Removes a group and its memberships.
     *
     * @param group its id
     * @throws AccessConflictException if it still holds roles
     */
    void deleteGroup(UUID group);

    /**
     * Puts a principal into a group.
     *
     * @param group the group
     * @param principal the principal
     * @return false if it was in it
     */
    @CanIgnoreReturnValue
    boolean addToGroup(UUID group, UUID principal);

    /**
     * Takes a principal out of a group.
     *
     * @param group the group
     * @param principal the principal
     * @return false if it was not in it
     */
    @CanIgnoreReturnValue
    boolean removeFromGroup(UUID group, UUID principal);

    /**
     * Every branch.
     *
     * @return by name
     */
    List<Branch> branches();

    /**
     * Makes a branch.
     *
     * @param name its name
     * @param parent the branch above; null for none
     * @return its id
     */
    UUID createBranch(String name, @Nullable UUID parent);

    /**
     * Puts a branch, with all below it, somewhere else.
     *
     * @param branch the branch
     * @param parent the branch above; null for none
     * @throws AccessConflictException if it would be above itself
     */
    void moveBranch(UUID branch, @Nullable UUID parent);
}
