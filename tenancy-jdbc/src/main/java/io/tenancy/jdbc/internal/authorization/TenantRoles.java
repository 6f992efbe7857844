package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.Branch;
import io.tenancy.authorization.Grant;
import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.authorization.Role;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.authorization.Roles;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Roles of one tenant, in the transactions of its units. As thread-safe as those. */
public final class TenantRoles implements Roles {
    private final AccessUnits units;
    private final TimeOrderedIds ids;
    private final @Nullable String reason;

    /**
     * Puts them together.
     *
     * @param units where the work is done
     * @param ids names what is new
     * @param reason why; null to say what is being done instead
     */
    public TenantRoles(AccessUnits units, TimeOrderedIds ids, @Nullable String reason) {
        this.units = units;
        this.ids = ids;
        this.reason = reason;
    }

    @Override
    public Roles because(String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("The reason is empty");
        }
        return new TenantRoles(units, ids, why);
    }

    @Override
    public List<Role> list() {
        return units.read("list roles", connection -> RoleRows.all(connection, units.tenant()));
    }

    @Override
    public Optional<Role> find(String key) {
        return units.read(
                "find a role",
                connection ->
                        RoleRows.find(connection, units.tenant(), key).stream().findFirst());
    }

    @Override
    public Role create(RoleDefinition definition) {
        return add("create a role", connection -> {
            RoleWrites.create(connection, units.tenant(), definition);
            return RoleWrites.kept(connection, units.tenant(), definition.key());
        });
    }

    @Override
    public Role update(RoleDefinition definition) {
        return add("change a role", connection -> {
            RoleWrites.update(connection, units.tenant(), definition);
            return RoleWrites.kept(connection, units.tenant(), definition.key());
        });
    }

    @Override
    public void delete(String key) {
        boolean unused = remove("delete a role", connection -> {
            RoleWrites.delete(connection, units.tenant(), key);
            return true;
        });
    }

    @Override
    public List<Grant> grants() {
        return units.read("list grants", connection -> RoleRows.grants(connection, units.tenant(), null));
    }

    @Override
    public List<Grant> grants(UUID principal) {
        return units.read("list grants", connection -> RoleRows.grants(connection, units.tenant(), principal));
    }

    @Override
    public Grant grant(PrincipalKind kind, UUID principal, String role, @Nullable UUID branch) {
        if (kind == PrincipalKind.OPERATOR || kind == PrincipalKind.SYSTEM) {
            throw new IllegalArgumentException("Only users, groups and API keys are granted roles, no " + kind);
        }
        return add(
                "grant a role",
                connection -> GrantWrites.add(connection, units.tenant(), ids.next(), kind, principal, role, branch));
    }

    @Override
    public boolean revoke(UUID principal, String role, @Nullable UUID branch) {
        return remove(
                "revoke a role", connection -> GrantWrites.remove(connection, units.tenant(), principal, role, branch));
    }

    @Override
    public void transferOwnership(UUID from, UUID to) {
        boolean unused = remove("transfer ownership", connection -> {
            GrantWrites.transfer(connection, units.tenant(), ids.next(), from, to);
            return true;
        });
    }

    @Override
    public List<PrincipalGroup> groups() {
        return units.read("list groups", connection -> RoleRows.groups(connection, units.tenant()));
    }

    @Override
    public UUID createGroup(String name) {
        UUID id = ids.next();
        return add("create a group", connection -> {
            Jdbc.run(
                    connection,
                    "insert into tenancy.principal_group (tenant_id, id, name) values (?, ?, ?)",
                    units.tenant(),
                    id,
                    name);
            return id;
        });
    }

    @Override
    public void deleteGroup(UUID group) {
        boolean unused = remove("delete a group", connection -> {
            Jdbc.run(
                    connection,
                    "delete from tenancy.group_member where tenant_id = ? and group_id = ?",
                    units.tenant(),
                    group);
            require(Jdbc.run(
                    connection,
                    "delete from tenancy.principal_group where tenant_id = ? and id = ?",
                    units.tenant(),
                    group));
            return true;
        });
    }

    @Override
    public boolean addToGroup(UUID group, UUID principal) {
        return add(
                "add to a group",
                connection -> Jdbc.run(
                                connection,
                                "insert into tenancy.group_member (tenant_id, group_id, principal_id) values (?, ?, ?)"
                                        + " on conflict do nothing",
                                units.tenant(),
                                group,
                                principal)
                        > 0);
    }

    @Override
    public boolean removeFromGroup(UUID group, UUID principal) {
        return remove(
                "remove from a group",
                connection -> Jdbc.run(
                                connection,
                                "delete from tenancy.group_member where tenant_id = ? and group_id = ? and principal_id = ?",
                                units.tenant(),
                                group,
                                principal)
                        > 0);
    }

    @Override
    public List<Branch> branches() {
        return units.read("list branches", connection -> RoleRows.branches(connection, units.tenant()));
    }

    @Override
    public UUID createBranch(String name, @Nullable UUID parent) {
        UUID id = ids.next();
        return add("create a branch", connection -> {
            Jdbc.run(
                    connection,
                    "insert into tenancy.branch (tenant_id, id, parent_id, name) values (?, ?, cast(? as uuid), ?)",
                    units.tenant(),
                    id,
                    parent,
                    name);
            return id;
        });
    }

    @Override
    public void moveBranch(UUID branch, @Nullable UUID parent) {
        boolean unused = add("move a branch", connection -> {
            require(Jdbc.run(
                    connection,
                    "update tenancy.branch set parent_id = cast(? as uuid) where tenant_id = ? and id = ?",
                    parent,
                    units.tenant(),
                    branch));
            return true;
        });
    }

    private static void require(int rows) {
        if (rows == 0) {
            throw new AccessNotFoundException(
                    "There is no such group or branch", "List them, and take the id from there", null);
        }
    }

    private <T extends @Nullable Object> T add(String doing, Jdbc.Work<T> work) {
        return units.change(doing, reason, AccessRefusals.adding(), work);
    }

    private <T extends @Nullable Object> T remove(String doing, Jdbc.Work<T> work) {
        return units.change(doing, reason, AccessRefusals.removing(), work);
    }
}
