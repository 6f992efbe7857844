package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.Branch;
import io.tenancy.authorization.DeclaredPermission;
import io.tenancy.authorization.Grant;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionCatalogue;
import io.tenancy.authorization.PermissionPattern;
import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.authorization.Role;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads roles, grants, groups and branches. */
public final class RoleRows {
    private static final String SYSTEM =
            "select key, name, description, true as system, inherits, dynamic, array(select p.permission::text"
                    + " from tenancy.system_role_permission p where p.role = s.key) as permissions from tenancy.system_role s";
    private static final String OWN =
            "select key, name, description, false as system, array(select unnest(array_remove(array[p.parent, p.system_parent], null))::text"
                    + " from tenancy.role_parent p where p.tenant_id = r.tenant_id and p.role = r.key order by 1) as inherits, dynamic,"
                    + " array(select p.permission::text from tenancy.role_permission p where p.tenant_id = r.tenant_id and p.role = r.key)"
                    + " as permissions from tenancy.role r where r.tenant_id = ?";
    private static final String GRANTS =
            "select id, principal_kind, principal_id, coalesce(role, system_role) as role_key, branch_id, granted_by, granted_at"
                    + " from tenancy.role_grant where tenant_id = ?";

    private RoleRows() {}

    /**
     * The permissions there are.
     *
     * @param connection as any role of the application
     * @return the catalogue
     * @throws SQLException if it cannot be read
     */
    public static PermissionCatalogue catalogue(Connection connection) throws SQLException {
        return PermissionCatalogue.of(Jdbc.list(
                connection,
                "select key, description, dangerous from tenancy.permission order by key",
                row -> new DeclaredPermission(Permission.of(row.getString(1)), row.getString(2), row.getBoolean(3))));
    }

    /**
     * The application's roles.
     *
     * @param connection as any role of the application
     * @return by key
     * @throws SQLException if they cannot be read
     */
    public static List<Role> systemRoles(Connection connection) throws SQLException {
        return Jdbc.list(connection, SYSTEM + " order by key", RoleRows::role);
    }

    static List<Role> all(Connection connection, UUID tenant) throws SQLException {
        return Jdbc.list(
                connection, SYSTEM + " union all " + OWN + " order by system desc, key", RoleRows::role, tenant);
    }

    static List<Role> find(Connection connection, UUID tenant, String key) throws SQLException {
        return Jdbc.list(
                connection,
                "select * from (" + SYSTEM + " union all " + OWN + ") r where key = ?",
                RoleRows::role,
                tenant,
                key);
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(
                row.getString("key"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("system"),
                texts(row, "permissions").stream().map(Permission::of).collect(Collectors.toCollection(TreeSet::new)),
                new LinkedHashSet<>(texts(row, "inherits")),
                texts(row, "dynamic").stream()
                        .map(PermissionPattern::of)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    static List<Grant> grants(Connection connection, UUID tenant, @Nullable UUID principal) throws SQLException {
        String order = " order by principal_id, role_key, branch_id nulls first";
        return principal == null
                ? Jdbc.list(connection, GRANTS + order, RoleRows::grant, tenant)
                : Jdbc.list(connection, GRANTS + " and principal_id = ?" + order, RoleRows::grant, tenant, principal);
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                row.getObject("id", UUID.class),
                PrincipalKind.valueOf(row.getString("principal_kind")),
                row.getObject("principal_id", UUID.class),
                row.getString("role_key"),
                row.getObject("branch_id", UUID.class),
                row.getObject("granted_by", UUID.class),
                row.getObject("granted_at", OffsetDateTime.class).toInstant());
    }

    static List<PrincipalGroup> groups(Connection connection, UUID tenant) throws SQLException {
        return Jdbc.list(
                connection,
                "select id, name, array(select m.principal_id::text from tenancy.group_member m where m.tenant_id = g.tenant_id"
                        + " and m.group_id = g.id) as members from tenancy.principal_group g where tenant_id = ? order by name, id",
                row -> new PrincipalGroup(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        texts(row, "members").stream()
                                .map(UUID::fromString)
                                .collect(Collectors.toCollection(TreeSet::new))),
                tenant);
    }

    static List<Branch> branches(Connection connection, UUID tenant) throws SQLException {
        return Jdbc.list(
                connection,
                "select id, parent_id, name from tenancy.branch where tenant_id = ? order by name, id",
                row -> new Branch(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)),
                tenant);
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return new LinkedHashSet<>(Arrays.asList((String[]) array.getArray()));
    }
}
