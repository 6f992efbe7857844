package io.tenancy.jdbc.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Makes a database fit for Tenancy: the roles, then the control plane in schema {@code tenancy}. Both steps may be repeated at any
 * time and by several programs at once; what is already there is left alone. Stateless and thread-safe.
 *
 * <pre>{@code
 * TenancySchema.installRoles(operator, passwords);          // once per server and database, as superuser or as CREATEROLE owner
 * TenancySchema.installControlPlane(migrator);              // at every upgrade, as tenancy_migrator
 * }</pre>
 *
 * <p>Fails with {@link io.tenancy.ErrorCode#PRIVILEGE_MISSING} naming the privilege, {@link io.tenancy.ErrorCode#CONNECTION_FAILED},
 * {@link io.tenancy.ErrorCode#SERVER_UNSUPPORTED} before PostgreSQL 15.
 */
public final class TenancySchema {
    private TenancySchema() {}

    /**
     * Makes the roles of the server and the grants of this database.
     *
     * @param operator connects to the application's database as superuser, or as a role with CREATEROLE that owns the database
     * @param passwords for the login roles
     * @return what was done, what was there, what could not be done
     * @throws io.tenancy.TenancyException if the roles cannot be made
     */
    public static InstallReport installRoles(DataSource operator, RolePasswords passwords) {
        return RoleInstaller.install(operator, passwords);
    }

    /**
     * Installs the control plane, or upgrades it to {@link ControlPlaneVersion#CURRENT}.
     *
     * @param migrator connects as {@code tenancy_migrator}
     * @return what was done
     * @throws ControlPlaneException if the database holds a version newer than this program may touch
     * @throws io.tenancy.TenancyException if the roles are missing or a statement fails
     */
    public static InstallReport installControlPlane(DataSource migrator) {
        return ControlPlane.install(migrator);
    }

    /**
     * The version that the database holds.
     *
     * @param database connects as any role of Tenancy, or as superuser
     * @return the version, or empty if there is no control plane
     * @throws io.tenancy.TenancyException if the database cannot be asked
     */
    public static Optional<ControlPlaneVersion> inspect(DataSource database) {
        return ControlPlane.inspect(database);
    }

    /**
     * The version that the database holds, if this program may work with it.
     *
     * @param database connects as any role of Tenancy
     * @return the version
     * @throws ControlPlaneException if there is none, or none that fits
     */
    @CanIgnoreReturnValue
    public static ControlPlaneVersion requireCompatible(DataSource database) {
        return ControlPlane.requireCompatible(database);
    }

    /**
     * The same on an open connection, in whatever transaction it is.
     *
     * @param connection connected as any role of Tenancy
     * @return the version
     * @throws ControlPlaneException if there is none, or none that fits
     * @throws io.tenancy.TenancyException if the login may not use the control plane
     * @throws SQLException if the database cannot be asked
     */
    @CanIgnoreReturnValue
    public static ControlPlaneVersion requireCompatible(Connection connection) throws SQLException {
        return ControlPlane.requireCompatible(connection);
    }
}
