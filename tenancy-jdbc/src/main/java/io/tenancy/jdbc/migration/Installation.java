package io.tenancy.jdbc.migration;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.migration.InstallReport.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of an installation on one connection: who runs it, on what, and what it did so far. */
final class Installation {
    static final int OLDEST_SERVER = 150000;
    static final int MEMBERSHIP_OPTIONS = 160000;

    final Connection connection;
    final String login;
    final boolean superuser;
    final boolean mayMakeRoles;
    final boolean ownsDatabase;
    final int server;
    final String database;
    private final List<InstallReport.Step> steps = new ArrayList<>();

    private Installation(Connection connection, java.sql.ResultSet row) throws SQLException {
        this.connection = connection;
        this.login = row.getString("login");
        this.superuser = row.getBoolean("rolsuper");
        this.mayMakeRoles = row.getBoolean("rolcreaterole");
        this.ownsDatabase = row.getBoolean("owns");
        this.server = row.getInt("server");
        this.database = row.getString("database");
    }

    static Installation on(Connection connection) throws SQLException {
        Installation found = Jdbc.list(
                        connection,
                        "select current_user as login, r.rolsuper, r.rolcreaterole, current_database() as database,"
                                + " pg_has_role(d.datdba, 'usage') as owns, current_setting('server_version_num')::int as server"
                                + " from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()",
                        row -> new Installation(connection, row))
                .get(0);
        if (found.server < OLDEST_SERVER) {
            throw new TenancyException(
                    ErrorCode.SERVER_UNSUPPORTED,
                    "PostgreSQL " + found.server / 10000 + " is too old",
                    "Use PostgreSQL 15 or newer",
                    Map.of("database", found.database),
                    null);
        }
        return found;
    }

    boolean test(String sql, Object... binds) throws SQLException {
        return Jdbc.test(connection, sql, binds);
    }

    /** Runs a statement unless what it would bring about is there. */
    void ensure(boolean present, String what, String sql) throws SQLException {
        if (!present) {
            Jdbc.run(connection, sql);
        }
        add(present ? Outcome.PRESENT : Outcome.DONE, what);
    }

    void add(Outcome outcome, String what) {
        steps.add(new InstallReport.Step(outcome, what, null, null));
    }

    void skip(String what, String why, String remedy) {
        steps.add(new InstallReport.Step(Outcome.SKIPPED, what, why, remedy));
    }

    TenancyException lacks(String problem, String remedy) {
        return new TenancyException(
                ErrorCode.PRIVILEGE_MISSING, problem, remedy, Map.of("login", login, "database", database), null);
    }

    InstallReport report() {
        return new InstallReport(steps);
    }
}
