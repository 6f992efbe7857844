package io.tenancy.jdbc.docs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.migration.Migrator;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The quickstart's database, migrated as it says, with one patient for each of two clinics. */
final class Clinic implements AutoCloseable {
    static final Tenant ACME = Tenant.active(TenantId.of(new UUID(1, 1)), TenantKey.of("acme"));
    static final Tenant BIRCH = Tenant.active(TenantId.of(new UUID(2, 2)), TenantKey.of("birch"));

    final TenancyDatabase database = TenancyDatabase.create();
    /** What an application has before it adopts Tenancy: a pool. */
    final HikariDataSource pool = pool(database.app(), 2);

    Clinic() throws SQLException {
        Path migrations = Path.of(System.getProperty("tenancy.basedir"), "examples/quickstart/db/migration");
        var unused = Migrator.builder(database.migrator())
                .locations(List.of("filesystem:" + migrations))
                .build()
                .migrate();
        admit(ACME, "Ann");
        admit(BIRCH, "Bob");
    }

    private void admit(Tenant tenant, String name) throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant);
                Connection connection = TenantDataSource.wrap(pool).getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into patient (name) values ('" + name + "')");
        }
    }

    static HikariDataSource pool(DataSource login, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(login);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
