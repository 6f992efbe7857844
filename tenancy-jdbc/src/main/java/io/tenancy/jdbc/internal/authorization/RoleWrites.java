package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.AccessConflictException;
import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionCatalogue;
import io.tenancy.authorization.PermissionPattern;
import io.tenancy.authorization.Role;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Writes a tenant's own roles. */
final class RoleWrites {
    private RoleWrites() {}

    static void create(Connection connection, UUID tenant, RoleDefinition definition) throws SQLException {
        if (!RoleRows.find(connection, tenant, definition.key()).isEmpty()) {
            throw new AccessConflictException(
                    "There is a role " + definition.key() + " already",
                    "Choose another key, or change that role",
                    null);
        }
        Jdbc.run(
                connection,
                "insert into tenancy.role (tenant_id, key, name, description, dynamic) values (?, ?, ?, ?, ?)",
                tenant,
                definition.key(),
                definition.name(),
                definition.description(),
                texts(connection, definition.followed()));
        fill(connection, tenant, definition, expand(RoleRows.catalogue(connection), definition));
    }

    static void update(Connection connection, UUID tenant, RoleDefinition definition) throws SQLException {
        SortedSet<Permission> permissions = expand(RoleRows.catalogue(connection), definition);
        int changed = Jdbc.run(
                connection,
                "update tenancy.role set name = ?, description = ?, dynamic = ? where tenant_id = ? and key = ?",
                definition.name(),
                definition.description(),
                texts(connection, definition.followed()),
                tenant,
                definition.key());
        if (changed == 0) {
            throw noSuchRole(definition.key());
        }
        Jdbc.run(
                connection,
                "delete from tenancy.role_permission where tenant_id = ? and role = ? and permission <> all (?)",
                tenant,
                definition.key(),
                texts(connection, permissions));
        Jdbc.run(
                connection,
                "delete from tenancy.role_parent where tenant_id = ? and role = ? and parent_key <> all (?)",
                tenant,
                definition.key(),
                texts(connection, definition.inherits()));
        fill(connection, tenant, definition, permissions);
    }

    private static void fill(
            Connection connection, UUID tenant, RoleDefinition definition, SortedSet<Permission> permissions)
            throws SQLException {
        Jdbc.run(
                connection,
                "insert into tenancy.role_permission (tenant_id, role, permission) select ?, ?, p from unnest(?::text[]) p"
                        + " where not exists (select from tenancy.role_permission h where h.tenant_id = ? and h.role = ? and h.permission = p)",
                tenant,
                definition.key(),
                texts(connection, permissions),
                tenant,
                definition.key());
        for (String parent : definition.inherits()) {
            int known = Jdbc.run(
                    connection,
                    "insert into tenancy.role_parent (tenant_id, role, parent, system_parent)"
                            + " select ?, ?, r.key, null from tenancy.role r where r.tenant_id = ? and r.key = ?"
                            + " union all select ?, ?, null, s.key from tenancy.system_role s where s.key = ? on conflict do nothing",
                    tenant,
                    definition.key(),
                    tenant,
                    parent,
                    tenant,
                    definition.key(),
                    parent);
            if (known == 0 && RoleRows.find(connection, tenant, parent).isEmpty()) {
                throw noSuchRole(parent);
            }
        }
    }

    static void delete(Connection connection, UUID tenant, String key) throws SQLException {
        Jdbc.run(connection, "delete from tenancy.role_parent where tenant_id = ? and role = ?", tenant, key);
        Jdbc.run(connection, "delete from tenancy.role_permission where tenant_id = ? and role = ?", tenant, key);
        if (Jdbc.run(connection, "delete from tenancy.role where tenant_id = ? and key = ?", tenant, key) == 0) {
            throw noSuchRole(key);
        }
    }

    static AccessNotFoundException noSuchRole(String key) {
        return new AccessNotFoundException(
                "The tenant has no role " + key + " of its own", "tenancyctl role list shows what there is", null);
    }

    /** What a definition says, against what is declared now. */
    static SortedSet<Permission> expand(PermissionCatalogue catalogue, RoleDefinition definition) {
        SortedSet<Permission> permissions = new TreeSet<>();
        for (PermissionPattern pattern : definition.says()) {
            SortedSet<Permission> meant = catalogue.expand(pattern);
            if (meant.isEmpty()) {
                throw new AccessNotFoundException(
                        "No permission is declared that " + pattern + " means, in role " + definition.key(),
                        "Declare it under permissions in tenancy.yaml, then tenancyctl role apply",
                        null);
            }
            permissions.addAll(meant);
        }
        return permissions;
    }

    static Array texts(Connection connection, Collection<?> values) throws SQLException {
        return connection.createArrayOf(
                "text", values.stream().map(Object::toString).toArray(String[]::new));
    }

    /** The role as it is kept now. */
    static Role kept(Connection connection, UUID tenant, String key) throws SQLException {
        return RoleRows.find(connection, tenant, key).stream().findFirst().orElseThrow(() -> noSuchRole(key));
    }
}
