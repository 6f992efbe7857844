package io.tenancy.jdbc.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.migration.InstallReport.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** The control plane's own migrations, and which of them a database holds. */
final class ControlPlane {
    static final String SCHEMA = "tenancy";

    private ControlPlane() {}

    static InstallReport install(DataSource migrator) {
        Optional<ControlPlaneVersion> found = Jdbc.inTransaction(migrator, "install the control plane", connection -> {
            requireMigrator(connection);
            Jdbc.run(connection, "select pg_advisory_xact_lock(hashtextextended('tenancy.install', 0))");
            Jdbc.run(connection, "create schema if not exists " + SCHEMA);
            return version(connection);
        });
        if (found.isPresent() && found.get().compareTo(ControlPlaneVersion.CURRENT) > 0) {
            if (!ControlPlaneVersion.CURRENT.accepts(found.get())) {
                throw ControlPlaneException.unfit(found.get());
            }
            return report(Outcome.PRESENT, "control plane " + found.get());
        }
        MigrateResult result = MigrationLock.hold(migrator, () -> migrate(migrator));
        return report(
                result.migrationsExecuted == 0 ? Outcome.PRESENT : Outcome.DONE,
                "control plane " + ControlPlaneVersion.CURRENT);
    }

    private static InstallReport report(Outcome outcome, String what) {
        return new InstallReport(List.of(new InstallReport.Step(outcome, what, null, null)));
    }

    private static MigrateResult migrate(DataSource migrator) {
        try {
            return FlywaySetup.on(ControlPlane.class.getClassLoader(), migrator, SCHEMA)
                    .createSchemas(false)
                    .table("schema_history")
                    .locations("classpath:io/tenancy/jdbc/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw MigrationFailures.explain(e);
        }
    }

    static Optional<ControlPlaneVersion> inspect(DataSource database) {
        return Jdbc.inTransaction(database, "read the version of the control plane", ControlPlane::version);
    }

    private static Optional<ControlPlaneVersion> version(Connection connection) throws SQLException {
        Optional<Boolean> usable = Jdbc.first(
                connection,
                "select has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')"
                        + " from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
                        + " where n.nspname = 'tenancy' and p.proname = 'control_plane_version'",
                row -> row.getBoolean(1));
        if (usable.isEmpty()) {
            return Optional.empty();
        }
        if (!usable.get()) {
            throw new TenancyException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "This login may not use the control plane",
                    "Connect as one of the roles that tenancyctl init makes",
                    Map.of("login", connection.getMetaData().getUserName()),
                    null);
        }
        // No version: an installation that is under way, or was interrupted; either way there is none yet.
        return Jdbc.first(
                        connection,
                        "select version from tenancy.control_plane_version() version where version is not null",
                        row -> row.getString(1))
                .map(ControlPlaneVersion::parse);
    }

    @CanIgnoreReturnValue
    static ControlPlaneVersion requireCompatible(DataSource database) {
        return Jdbc.inTransaction(database, "read the version of the control plane", ControlPlane::requireCompatible);
    }

    @CanIgnoreReturnValue
    static ControlPlaneVersion requireCompatible(Connection connection) throws SQLException {
        Optional<ControlPlaneVersion> found = version(connection);
        if (found.isEmpty()) {
            throw ControlPlaneException.missing(connection.getCatalog());
        }
        if (!ControlPlaneVersion.CURRENT.accepts(found.get())) {
            throw ControlPlaneException.unfit(found.get());
        }
        return found.get();
    }

    /** What another login makes would stay its own, outside the policies' owner. */
    static void requireMigrator(Connection connection) throws SQLException {
        String login = Jdbc.list(connection, "select current_user", row -> row.getString(1))
                .get(0);
        if (!login.equals(TenancyRole.MIGRATOR.roleName())) {
            throw new TenancyException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "Migrations run as " + TenancyRole.MIGRATOR.roleName() + ", this connection logs in as " + login,
                    "Set user and password of the migrator connection; tenancyctl init makes the role",
                    Map.of("login", login),
                    null);
        }
    }

    static void requireMigrator(DataSource migrator) {
        try {
            Jdbc.transact(migrator, connection -> {
                requireMigrator(connection);
                return true;
            });
        } catch (SQLException e) {
            throw ServerFailure.of("migrate", e);
        }
    }
}
