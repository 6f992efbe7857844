package io.tenancy.jdbc.authorization;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.authorization.AccessExplanation;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionCatalogue;
import io.tenancy.authorization.Role;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.authorization.Roles;
import io.tenancy.jdbc.internal.authorization.AccessRefusals;
import io.tenancy.jdbc.internal.authorization.Explanations;
import io.tenancy.jdbc.internal.authorization.OperatorWork;
import io.tenancy.jdbc.internal.authorization.RoleRows;
import io.tenancy.jdbc.internal.authorization.TenantRoles;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Roles from the operator's side: publishes the permissions and system roles that an application declares, and changes the roles and
 * grants of any tenant. Whoever has it answers to nobody's rights, only to the audit trail, and to the last owner. Thread-safe.
 *
 * <pre>{@code
 * RoleRegistry roles = RoleRegistry.over(adminPool, Clock.systemUTC());
 * roles.apply(catalogue, definitions, false, new Attribution("ops:anna", "release 12"));
 * roles.of(tenant.id(), by).grant(PrincipalKind.USER, ann, "admin", null);
 * }</pre>
 */
public final class RoleRegistry {
    private final OperatorWork work;
    private final TimeOrderedIds ids;

    private RoleRegistry(DataSource admin, Clock clock) {
        this.work = new OperatorWork(admin, clock);
        this.ids = new TimeOrderedIds(clock);
    }

    /**
     * Roles over a data source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock gives the time of changes
     * @return the registry
     */
    public static RoleRegistry over(DataSource admin, Clock clock) {
        return new RoleRegistry(admin, clock);
    }

    /**
     * The permissions there are.
     *
     * @return the catalogue
     */
    public PermissionCatalogue catalogue() {
        return work.read("read the permissions", RoleRows::catalogue);
    }

    /**
     * The application's roles.
     *
     * @return by key
     */
    public List<Role> systemRoles() {
        return work.read("read the system roles", RoleRows::systemRoles);
    }

    /**
     * Tells what {@link #apply} would do.
     *
     * @param declared the permissions
     * @param roles the system roles
     * @param prune whether what is not declared any more goes
     * @return one for every permission and role
     */
    public List<RoleChange> preview(PermissionCatalogue declared, Collection<RoleDefinition> roles, boolean prune) {
        return work.read(
                "preview roles", connection -> new RolePublishing(connection, false, prune).run(declared, roles));
    }

    /**
     * Brings catalogue and system roles to what is declared, in one transaction. Wildcards of system roles are written out anew: whoever
     * runs this answers for what a role gains by it.
     *
     * @param declared the permissions
     * @param roles the system roles
     * @param prune whether what is not declared any more goes; else it stays until no node asks for it
     * @param by who and why
     * @return what it did
     * @throws io.tenancy.authorization.AccessConflictException if a role that is to go is still held, or a tenant has one of the key
     */
    @CanIgnoreReturnValue
    public List<RoleChange> apply(
            PermissionCatalogue declared, Collection<RoleDefinition> roles, boolean prune, Attribution by) {
        return work.change("apply roles", by, AccessRefusals.removing(), connection -> {
            Jdbc.run(connection, "select pg_advisory_xact_lock(hashtextextended('tenancy.system_roles', 0))");
            return new RolePublishing(connection, true, prune).run(declared, roles);
        });
    }

    /**
     * Roles and grants of one tenant.
     *
     * @param tenant the tenant
     * @param by who and why
     * @return the tenant's roles; every change is a transaction of its own
     */
    public Roles of(TenantId tenant, Attribution by) {
        return new TenantRoles(work.in(tenant, by), ids, null);
    }

    /**
     * Why a principal holds a permission, or that it does not.
     *
     * @param tenant the tenant
     * @param principal the principal
     * @param permission the permission
     * @param branch where; null for the whole tenant
     * @return every way by which it does
     */
    public AccessExplanation explain(TenantId tenant, UUID principal, Permission permission, @Nullable UUID branch) {
        return work.read(
                "explain a permission",
                connection -> Explanations.explain(connection, tenant.value(), principal, permission, branch));
    }
}
