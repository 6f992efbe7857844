package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.Grant;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.authorization.Role;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes grants. */
final class GrantWrites {
    private GrantWrites() {}

    static Grant add(
            Connection connection,
            UUID tenant,
            UUID id,
            PrincipalKind kind,
            UUID principal,
            String role,
            @Nullable UUID branch)
            throws SQLException {
        Jdbc.run(
                connection,
                "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, role, system_role, branch_id)"
                        + " select ?, ?, ?, ?, r.own, r.system, cast(? as uuid) from ("
                        + " select key as own, null as system from tenancy.role where tenant_id = ? and key = ?"
                        + " union all select null, key from tenancy.system_role where key = ?) r on conflict do nothing",
                tenant,
                id,
                kind.name(),
                principal,
                branch,
                tenant,
                role,
                role);
        return RoleRows.grants(connection, tenant, principal).stream()
                .filter(grant -> grant.role().equals(role) && Objects.equals(grant.branch(), branch))
                .findFirst()
                .orElseThrow(() -> RoleWrites.noSuchRole(role));
    }

    static boolean remove(Connection connection, UUID tenant, UUID principal, String role, @Nullable UUID branch)
            throws SQLException {
        boolean removed = Jdbc.run(
                        connection,
                        "delete from tenancy.role_grant where tenant_id = ? and principal_id = ?"
                                + " and coalesce(role, system_role) = ? and branch_id is not distinct from cast(? as uuid)",
                        tenant,
                        principal,
                        role,
                        branch)
                > 0;
        if (role.equals(Role.OWNER)) {
            askForAnOwner(connection);
        }
        return removed;
    }

    static void transfer(Connection connection, UUID tenant, UUID id, UUID from, UUID to) throws SQLException {
        Grant unused = add(connection, tenant, id, PrincipalKind.USER, to, Role.OWNER, null);
        if (!from.equals(to) && !remove(connection, tenant, from, Role.OWNER, null)) {
            throw new AccessNotFoundException(
                    "Whoever was to give ownership away is no owner", "tenancyctl grant list shows the owners", null);
        }
    }

    /** Now, and not at the end of a transaction that may be somebody else's: there the refusal would be nobody's. */
    private static void askForAnOwner(Connection connection) throws SQLException {
        Jdbc.run(connection, "set constraints tenancy.keep_an_owner immediate");
        Jdbc.run(connection, "set constraints tenancy.keep_an_owner deferred");
    }
}
