package io.tenancy.jdbc.migration;

import io.tenancy.jdbc.migration.InstallReport.Outcome;
import java.sql.SQLException;
import java.util.List;

/** What the roles may do in one database, and what nobody may do by default. */
final class DatabaseGrants {
    private DatabaseGrants() {}

    static void install(Installation run) throws SQLException {
        if (!run.superuser && !run.ownsDatabase) {
            throw run.lacks(
                    run.login + " neither owns database " + run.database + " nor is a superuser",
                    "Let the owner run: alter database \"" + run.database + "\" owner to \"" + run.login + "\"");
        }
        String database = quoted(run);
        // A temporary table of the application's could take the place of a tenant table.
        run.ensure(
                !publicMay(run, "pg_database", "datacl", "'d', datdba", "datname = current_database()", "TEMPORARY"),
                "PUBLIC makes no temporary tables in " + run.database,
                "revoke temporary on database " + database + " from public");
        for (TenancyRole role : List.of(TenancyRole.MIGRATOR, TenancyRole.APP, TenancyRole.ADMIN, TenancyRole.WORKER)) {
            grantOnDatabase(run, role, "connect", database);
        }
        grantOnDatabase(run, TenancyRole.MIGRATOR, "temporary", database);
        grantOnDatabase(run, TenancyRole.OWNER, "create", database);
        if (run.test("select to_regnamespace('public') is not null")) {
            publicSchema(run);
        } else {
            run.add(Outcome.PRESENT, "there is no schema public");
        }
    }

    private static void publicSchema(Installation run) throws SQLException {
        run.ensure(
                !publicMay(run, "pg_namespace", "nspacl", "'n', nspowner", "nspname = 'public'", "CREATE"),
                "PUBLIC creates nothing in schema public",
                "revoke create on schema public from public");
        grantOnPublic(run, TenancyRole.OWNER, "create");
        for (TenancyRole role : List.of(TenancyRole.OWNER, TenancyRole.APP, TenancyRole.ADMIN, TenancyRole.WORKER)) {
            grantOnPublic(run, role, "usage");
        }
    }

    private static void grantOnDatabase(Installation run, TenancyRole role, String privilege, String database)
            throws SQLException {
        run.ensure(
                granted(run, "pg_database", "datacl", "datname = current_database()", role, privilege),
                role.roleName() + " may " + privilege + " in " + run.database,
                "grant " + privilege + " on database " + database + " to " + role.roleName());
    }

    private static void grantOnPublic(Installation run, TenancyRole role, String privilege) throws SQLException {
        run.ensure(
                granted(run, "pg_namespace", "nspacl", "nspname = 'public'", role, privilege),
                role.roleName() + " has " + privilege + " on schema public",
                "grant " + privilege + " on schema public to " + role.roleName());
    }

    /** Granted to the role itself: what it has through PUBLIC may be taken from PUBLIC some day. */
    private static boolean granted(
            Installation run, String catalog, String acl, String which, TenancyRole role, String privilege)
            throws SQLException {
        return run.test(
                "select exists (select from " + catalog + " o, aclexplode(o." + acl + ") a where " + which
                        + " and a.grantee = ?::regrole and a.privilege_type = upper(?))",
                role.roleName(),
                privilege);
    }

    private static boolean publicMay(
            Installation run, String catalog, String acl, String kindAndOwner, String which, String privilege)
            throws SQLException {
        return run.test(
                "select exists (select from " + catalog + " o, aclexplode(coalesce(o." + acl + ", acldefault("
                        + kindAndOwner + "))) a where " + which + " and a.grantee = 0 and a.privilege_type = ?)",
                privilege);
    }

    private static String quoted(Installation run) {
        return '"' + run.database.replace("\"", "\"\"") + '"';
    }
}
