package io.tenancy.cli.command;

import io.tenancy.TenancyException;
import io.tenancy.cli.output.Failure;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.isolation.RoleCheck;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Examines one connection: whether it answers, who it is, and what stands between. */
final class DoctorConnection {
    private final Session session;
    private final Findings findings;
    private final ConnectionRole name;
    private final Login login;

    DoctorConnection(Session session, Findings findings, ConnectionRole name, Login login) {
        this.session = session;
        this.findings = findings;
        this.name = name;
        this.login = login;
    }

    /** Examines it; with the first connection that answers also the server behind it. */
    boolean examine(boolean first) {
        DataSource source = session.connections().open(login);
        long began = System.nanoTime();
        try (Connection connection = source.getConnection()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            findings.ok(name.key(), login + " answers (" + millis + " ms)");
            examineLogin(connection);
            if (first) {
                new DoctorServer(session, findings).examine(source, connection);
            }
        } catch (SQLException e) {
            Failure failure = SqlFailure.of(e);
            findings.error(name.key(), login + ": " + failure.what() + ": " + failure.why(), failure.remedy());
            return false;
        }
        if (name == ConnectionRole.APP) {
            examineApp(source);
        }
        return true;
    }

    private void examineLogin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select session_user::text, pg_backend_pid(), rolsuper or rolbypassrls"
                                + " from pg_catalog.pg_roles where rolname = session_user")) {
            if (!row.next()) {
                return;
            }
            String user = row.getString(1);
            if (!user.equals(name.defaultUser())) {
                String what = "Connects as " + user + " instead of " + name.defaultUser();
                String fix = "Set " + name.userVariable() + "=" + name.defaultUser() + " and its password";
                if (name == ConnectionRole.LISTEN) {
                    findings.ok(name.key(), "Connects as " + user);
                } else if (name == ConnectionRole.APP || row.getBoolean(3)) {
                    findings.error(name.key(), what, fix);
                } else {
                    findings.warning(name.key(), what, fix);
                }
            }
            examinePooler(connection, row.getInt(2));
        }
    }

    /** A pooler answers the start of a session with a process id of its own making. */
    private void examinePooler(Connection connection, int serverProcess) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        if (driver.getBackendPID() == serverProcess) {
            return;
        }
        findings.info(name.key(), "A pooler such as PgBouncer stands between", "See docs/poolers.md");
        if (name == ConnectionRole.LISTEN) {
            findings.error(
                    name.key(),
                    "Notifications are lost behind a pooler in transaction mode",
                    "Point " + name.urlVariable() + " at the server itself, or leave it out");
        } else if (name == ConnectionRole.MIGRATOR) {
            findings.warning(
                    name.key(),
                    "Migrations hold a session lock, which a pooler in transaction mode breaks",
                    "Point " + name.urlVariable() + " at the server itself");
        } else if (driver.getPrepareThreshold() != 0) {
            findings.warning(
                    name.key(),
                    "Named prepared statements clash behind PgBouncer in transaction mode, before 1.21 always",
                    "Add prepareThreshold=0 to " + name.urlVariable());
        }
    }

    private void examineApp(DataSource app) {
        try {
            for (TenancyException finding : RoleCheck.findings(app)) {
                findings.error(
                        name.key(),
                        finding.problem() + (finding.ids().isEmpty() ? "" : " " + finding.ids()),
                        finding.remedy());
            }
        } catch (TenancyException e) {
            findings.error(name.key(), e.problem(), e.remedy());
        }
    }
}
