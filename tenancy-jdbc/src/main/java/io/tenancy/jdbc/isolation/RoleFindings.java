package io.tenancy.jdbc.isolation;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a login could do to get past the policies. */
final class RoleFindings {
    private static final String APP = "tenancy_app";

    private RoleFindings() {}

    static void collect(Connection connection, List<TenancyException> findings) throws SQLException {
        Login login = login(connection);
        attributes(login, findings);
        if (login.superuser) {
            // Member and owner of everything: the rest would only repeat it.
            return;
        }
        if (login.name.equals(APP)) {
            memberships(connection, login, findings);
            ownership(connection, login, findings);
        } else {
            // Another role may be a member and an owner with good reason: mending that would break the other role.
            findings.add(new UnsafeRoleException(
                    "The application logs in as " + login.name + ", but the policies are for " + APP,
                    "Set the user of the app connection to " + APP,
                    login.name));
        }
        tenantByDefault(connection, login, findings);
    }

    private record Login(String name, boolean superuser, boolean bypasses, boolean makesRoles, boolean replicates) {}

    private static Login login(Connection connection) throws SQLException {
        // session_user: whoever logged in can go back to it with RESET ROLE.
        return Jdbc.list(
                        connection,
                        "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication from pg_roles where rolname = session_user",
                        row -> new Login(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5)))
                .get(0);
    }

    private static void attributes(Login login, List<TenancyException> findings) {
        attribute(login, login.superuser, "is a superuser: no policy binds it", "nosuperuser", findings);
        attribute(login, login.bypasses, "has BYPASSRLS: no policy binds it", "nobypassrls", findings);
        attribute(login, login.makesRoles, "has CREATEROLE: it can make itself stronger", "nocreaterole", findings);
        attribute(
                login,
                login.replicates,
                "has REPLICATION: it can read every row as it is written",
                "noreplication",
                findings);
    }

    private static void attribute(
            Login login, boolean set, String problem, String cure, List<TenancyException> findings) {
        if (set) {
            findings.add(new UnsafeRoleException(
                    "The application's role " + login.name + " " + problem,
                    login.superuser && !login.name.equals(APP)
                            ? "Set the user of the app connection to " + APP
                            : "Let a superuser run: alter role " + quoted(login.name) + " " + cure,
                    login.name));
        }
    }

    private static void memberships(Connection connection, Login login, List<TenancyException> findings)
            throws SQLException {
        for (String group : Jdbc.list(
                connection,
                "select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid"
                        + " where m.member = session_user::regrole order by 1",
                row -> row.getString(1))) {
            findings.add(new UnsafeRoleException(
                    "The application's role " + login.name + " is member of " + group,
                    "Run: revoke " + quoted(group) + " from " + quoted(login.name),
                    login.name));
        }
    }

    private static void ownership(Connection connection, Login login, List<TenancyException> findings)
            throws SQLException {
        for (String table : Jdbc.list(
                connection,
                "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relowner = session_user::regrole and c.relkind in ('r', 'p', 'v', 'm')"
                        + " and n.nspname not like 'pg\\_temp%' order by 1 limit 10",
                row -> row.getString(1))) {
            findings.add(new UnsafeRoleException(
                    "The application's role " + login.name + " owns " + table + ": an owner can switch policies off",
                    "Run: alter table " + table + " owner to tenancy_owner",
                    login.name));
        }
    }

    private static void tenantByDefault(Connection connection, Login login, List<TenancyException> findings)
            throws SQLException {
        if (Jdbc.test(connection, "select coalesce(current_setting('tenancy.tenant_id', true), '') <> ''")) {
            findings.add(new UnsafeRoleException(
                    "A new connection of " + login.name + " is bound to a tenant by configuration",
                    "Run: alter role " + quoted(login.name) + " reset tenancy.tenant_id, and look in the database's"
                            + " settings and the URL's options",
                    login.name));
        }
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
