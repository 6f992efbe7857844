package io.tenancy.cli.check;

import io.tenancy.jdbc.migration.Migrator;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.EmbeddedServer;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A folder of migrations applied to a throw-away PostgreSQL, which is gone afterwards. */
public final class MigrationFolder {
    private static final String DATABASE = "app";

    private MigrationFolder() {}

    /**
     * Looks at a database.
     *
     * @param <T> what looking gives
     */
    @FunctionalInterface
    public interface Look<T> {
        /**
         * Looks.
         *
         * @param migrator connects as migrator
         * @return what was seen
         * @throws SQLException if the database cannot be asked
         */
        T at(DataSource migrator) throws SQLException;
    }

    /**
     * Applies the migrations and looks at what they made.
     *
     * @param <T> what looking gives
     * @param locations Flyway locations
     * @param progress is told what is done
     * @param look is given the database as migrator
     * @return what it gave
     * @throws SQLException if the database cannot be made
     * @throws io.tenancy.TenancyException if a migration fails
     */
    public static <T> T applied(List<String> locations, Consumer<String> progress, Look<T> look) throws SQLException {
        progress.accept("a throw-away PostgreSQL");
        try (EmbeddedServer server = EmbeddedServer.throwAway()) {
            server.execute(EmbeddedServer.SUPERUSER, "create database " + DATABASE);
            progress.accept("roles and control plane");
            Object roles =
                    TenancySchema.installRoles(server.dataSource(DATABASE), RolePasswords.same(server.password()));
            DataSource migrator = server.dataSource(DATABASE, TenancyRole.MIGRATOR.roleName(), server.password());
            Object plane = TenancySchema.installControlPlane(migrator);
            assert roles != plane;
            Object report = Migrator.builder(migrator)
                    .locations(locations)
                    .onApplied(one -> progress.accept(one.script()))
                    .build()
                    .migrate();
            assert report != null;
            progress.accept("the audit");
            return look.at(migrator);
        }
    }
}
