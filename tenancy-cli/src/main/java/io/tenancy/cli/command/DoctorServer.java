package io.tenancy.cli.command;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.migration.ControlPlaneVersion;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.migration.TenancySchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Examines the server behind the connections: version, clock, roles, control plane. */
final class DoctorServer {
    /** The first minor release of each major one without a known hole in row level security. */
    private static final Map<Integer, Integer> FLOOR = Map.of(15, 20, 16, 15, 17, 11, 18, 6);

    private static final int OLDEST = 15;
    private static final Duration SKEW_WARNING = Duration.ofSeconds(1);
    private static final Duration SKEW_ERROR = Duration.ofSeconds(5);

    private final Session session;
    private final Findings findings;

    DoctorServer(Session session, Findings findings) {
        this.session = session;
        this.findings = findings;
    }

    void examine(DataSource source, Connection connection) throws SQLException {
        examineVersion(connection);
        examineClock(connection);
        examineRoles(connection);
        examineRoleDefault(connection);
        examineControlPlane(source);
    }

    private void examineVersion(Connection connection) throws SQLException {
        int number = Integer.parseInt(single(connection, "select current_setting('server_version_num')"));
        int major = number / 10_000;
        int minor = number % 10_000;
        String version = "PostgreSQL " + major + "." + minor;
        if (major < OLDEST) {
            findings.error("server", version + " is too old", "Upgrade to PostgreSQL 15 or newer");
        } else if (minor < FLOOR.getOrDefault(major, 0)) {
            findings.warning(
                    "server",
                    version + " has known holes in row level security",
                    "Upgrade to " + major + "." + FLOOR.get(major) + " or newer");
        } else {
            findings.ok("server", version);
        }
    }

    private void examineClock(Connection connection) throws SQLException {
        Instant before = session.clock().instant();
        Instant server;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            server = row.getObject(1, OffsetDateTime.class).toInstant();
        }
        Instant after = session.clock().instant();
        // Half of the way there is the best guess of when the server looked at its clock.
        Instant here = before.plus(Duration.between(before, after).dividedBy(2));
        Duration skew = Duration.between(here, server).abs();
        String what = "The clocks of this machine and the server are " + skew.toMillis() + " ms apart";
        if (skew.compareTo(SKEW_ERROR) > 0) {
            findings.error("clock", what + ", which refuses quota writes", "Synchronise both by NTP");
        } else if (skew.compareTo(SKEW_WARNING) > 0) {
            findings.warning("clock", what, "Synchronise both by NTP");
        } else {
            findings.ok("clock", what);
        }
    }

    private void examineRoles(Connection connection) throws SQLException {
        Set<String> present = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select rolname, rolsuper, rolbypassrls, rolcanlogin"
                        + " from pg_catalog.pg_roles where rolname like 'tenancy\\_%'")) {
            while (rows.next()) {
                String role = rows.getString(1);
                present.add(role);
                if (rows.getBoolean(2) || rows.getBoolean(3)) {
                    findings.error(
                            "roles",
                            "Role " + role + " is " + (rows.getBoolean(2) ? "a superuser" : "BYPASSRLS"),
                            "alter role " + role + " nosuperuser nobypassrls");
                }
            }
        }
        int missing = 0;
        for (TenancyRole role : TenancyRole.values()) {
            if (!present.contains(role.roleName())) {
                missing++;
                findings.error("roles", "Role " + role.roleName() + " is missing", "tenancyctl init");
            }
        }
        if (missing == 0) {
            findings.ok("roles", "All " + TenancyRole.values().length + " roles are there");
        }
    }

    /** Harmless when absent; anything but the empty text would be a default tenant. */
    private void examineRoleDefault(Connection connection) throws SQLException {
        boolean empty = false;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select coalesce(setrole::regrole::text, '-'), entry from pg_catalog.pg_db_role_setting,"
                                + " unnest(setconfig) entry where entry like 'tenancy.tenant\\_%=%'")) {
            while (rows.next()) {
                String entry = rows.getString(2);
                if (!entry.endsWith("=") && !entry.endsWith("=\"\"")) {
                    String setting = entry.substring(0, entry.indexOf('='));
                    findings.error(
                            "roles",
                            "A default tenant is set for role " + rows.getString(1) + " by " + setting,
                            "alter role " + rows.getString(1) + " reset " + setting);
                }
                empty |= rows.getString(1).equals("tenancy_app");
            }
        }
        if (!empty) {
            findings.info(
                    "roles",
                    "tenancy_app has no empty default for tenancy.tenant_id; nothing depends on it",
                    "As superuser: alter role tenancy_app set tenancy.tenant_id = ''");
        }
    }

    private void examineControlPlane(DataSource source) {
        try {
            Optional<ControlPlaneVersion> found = TenancySchema.inspect(source);
            if (found.isEmpty()) {
                findings.error("control plane", "The database has no control plane", "tenancyctl init");
            } else if (ControlPlaneVersion.CURRENT.accepts(found.get())) {
                findings.ok("control plane", "Version " + found.get());
            } else {
                boolean newer = found.get().compareTo(ControlPlaneVersion.CURRENT) > 0;
                findings.error(
                        "control plane",
                        "Version " + found.get() + ", this program needs " + ControlPlaneVersion.CURRENT,
                        newer ? "Upgrade tenancyctl" : "tenancyctl init");
            }
        } catch (TenancyException e) {
            findings.error("control plane", e.problem(), e.remedy());
        }
    }

    private static String single(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
