package io.tenancy.jdbc.migration;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.migration.InstallReport.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.util.PasswordUtil;

/**
 * Makes the roles, in one transaction. Roles belong to the whole server, so two databases may be installed at once and meet here:
 * whoever loses starts again and finds them made.
 */
final class RoleInstaller {
    private static final int ATTEMPTS = 20;
    /** Made, changed or granted by somebody else in this moment: XX000 is "tuple concurrently updated". */
    private static final Set<String> COLLISIONS = Set.of("42710", "23505", "XX000", "40P01", "40001");

    private RoleInstaller() {}

    static InstallReport install(DataSource operator, RolePasswords passwords) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Jdbc.transact(operator, connection -> installOn(connection, passwords));
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !COLLISIONS.contains(ServerFailure.state(e))) {
                    throw ServerFailure.of("install the roles", e);
                }
            }
        }
    }

    private static InstallReport installOn(Connection connection, RolePasswords passwords) throws SQLException {
        Jdbc.run(connection, "select pg_advisory_xact_lock(hashtextextended('tenancy.install', 0))");
        Installation run = Installation.on(connection);
        for (TenancyRole role : TenancyRole.values()) {
            makeRole(run, role);
        }
        membership(run, TenancyRole.OWNER, TenancyRole.MIGRATOR);
        membership(run, TenancyRole.CONTROL, TenancyRole.MIGRATOR);
        membership(run, TenancyRole.RESOLVER, TenancyRole.MIGRATOR);
        operatorMembership(run);
        loan(run);
        for (TenancyRole role : TenancyRole.values()) {
            setPassword(run, role, passwords);
        }
        DatabaseGrants.install(run);
        roleDefault(run);
        return run.report();
    }

    private static void makeRole(Installation run, TenancyRole role) throws SQLException {
        Optional<RoleFacts> facts = RoleFacts.of(run.connection, role);
        String login = role.canLogin() ? " login" : " nologin";
        if (facts.isEmpty()) {
            if (!run.superuser && !run.mayMakeRoles) {
                throw run.lacks(
                        "Role " + role.roleName() + " is missing and " + run.login + " may not make roles",
                        "Connect as a superuser, or let one run: alter role \"" + run.login + "\" createrole");
            }
            // Plain: a role that is no superuser itself may not even spell out NOSUPERUSER or NOBYPASSRLS.
            run.ensure(false, "role " + role.roleName(), "create role " + role.roleName() + login);
            return;
        }
        facts.get().requireHarmless(role);
        run.ensure(
                facts.get().login() == role.canLogin(),
                "role " + role.roleName(),
                "alter role " + role.roleName() + login);
    }

    /** What row level security depends on: a role that was made more powerful since is refused, not quietly repaired. */
    private record RoleFacts(boolean login, boolean powerful) {
        static Optional<RoleFacts> of(Connection connection, TenancyRole role) throws SQLException {
            return Jdbc.first(
                    connection,
                    "select rolcanlogin, rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = ?",
                    row -> new RoleFacts(row.getBoolean(1), row.getBoolean(2)),
                    role.roleName());
        }

        void requireHarmless(TenancyRole role) {
            if (powerful) {
                throw new TenancyException(
                        ErrorCode.ROLE_UNSAFE,
                        "Role " + role.roleName() + " exists and can pass row level security",
                        "Let a superuser run: alter role " + role.roleName() + " nosuperuser nobypassrls nocreaterole",
                        Map.of("role", role.roleName()),
                        null);
            }
        }
    }

    private static void membership(Installation run, TenancyRole group, TenancyRole member) throws SQLException {
        boolean options = run.server >= Installation.MEMBERSHIP_OPTIONS;
        boolean present = run.test(
                "select exists (select from pg_auth_members where roleid = ?::regrole and member = ?::regrole"
                        + (options ? " and inherit_option and set_option)" : ")"),
                group.roleName(),
                member.roleName());
        run.ensure(
                present,
                member.roleName() + " is member of " + group.roleName(),
                "grant " + group.roleName() + " to " + member.roleName()
                        + (options ? " with inherit true, set true" : ""));
    }

    /** So that an operator who is no superuser can hand over tables that the application had before. */
    private static void operatorMembership(Installation run) throws SQLException {
        if (run.superuser) {
            return;
        }
        String owner = TenancyRole.OWNER.roleName();
        boolean options = run.server >= Installation.MEMBERSHIP_OPTIONS;
        boolean present = run.test("select pg_has_role(current_user, ?, 'usage')", owner)
                && (!options || run.test("select pg_has_role(current_user, ?, 'set')", owner));
        String what = run.login + " is member of " + owner;
        attempt(
                run,
                present,
                what,
                "grant " + owner + " to current_user" + (options ? " with inherit true, set true" : ""),
                "let whoever made the role run: grant " + owner + " to \"" + run.login + "\"");
    }

    /** The proof attacks as the application: the migrator may become it, and has none of its rights or limits before it does. */
    private static void loan(Installation run) throws SQLException {
        if (run.server < Installation.MEMBERSHIP_OPTIONS) {
            // A membership without inheritance is not to be had there, and with it the floors would bind migrations.
            return;
        }
        String app = TenancyRole.APP.roleName();
        String migrator = TenancyRole.MIGRATOR.roleName();
        boolean present = run.test(
                "select exists (select from pg_auth_members where roleid = ?::regrole and member = ?::regrole"
                        + " and set_option and not inherit_option)",
                app,
                migrator);
        String grant = "grant " + app + " to " + migrator + " with inherit false, set true";
        attempt(
                run,
                present,
                migrator + " may become " + app,
                grant,
                "tenancyctl check --prove needs it; let whoever made the role run: " + grant);
    }

    private static void setPassword(Installation run, TenancyRole role, RolePasswords passwords) throws SQLException {
        String password = passwords.of(role);
        if (password == null) {
            return;
        }
        Savepoint before = run.connection.setSavepoint();
        try {
            // Only a verifier is sent: the password itself stands in no statement and no server log.
            String verifier = PasswordUtil.encodePassword(role.roleName(), password.toCharArray(), "scram-sha-256");
            Jdbc.run(run.connection, "alter role " + role.roleName() + " password '" + verifier + "'");
            run.add(Outcome.DONE, "password of " + role.roleName());
        } catch (SQLException e) {
            skipIfForbidden(
                    run, before, e, "password of " + role.roleName(), "let whoever made the role set its password");
        }
    }

    private static void roleDefault(Installation run) throws SQLException {
        String app = TenancyRole.APP.roleName();
        boolean present = run.test(
                "select exists (select from pg_db_role_setting where setrole = ?::regrole and setdatabase = 0"
                        + " and 'tenancy.tenant_id=' = any (setconfig))",
                app);
        attempt(
                run,
                present,
                "an empty tenancy.tenant_id as default of " + app,
                "alter role " + app + " set tenancy.tenant_id = ''",
                "nothing depends on it; a superuser may run: alter role " + app + " set tenancy.tenant_id = ''");
    }

    private static void attempt(Installation run, boolean present, String what, String sql, String remedy)
            throws SQLException {
        if (present) {
            run.add(Outcome.PRESENT, what);
            return;
        }
        Savepoint before = run.connection.setSavepoint();
        try {
            Jdbc.run(run.connection, sql);
            run.add(Outcome.DONE, what);
        } catch (SQLException e) {
            skipIfForbidden(run, before, e, what, remedy);
        }
    }

    private static void skipIfForbidden(
            Installation run, Savepoint before, SQLException refusal, String what, String remedy) throws SQLException {
        if (!ServerFailure.state(refusal).equals("42501")) {
            throw refusal;
        }
        run.connection.rollback(before);
        run.skip(what, ServerFailure.text(refusal), remedy);
    }
}
