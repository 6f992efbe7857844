package io.tenancy.jdbc.migration;

import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** What both kinds of migration have in common. */
final class FlywaySetup {
    private FlywaySetup() {}

    static FluentConfiguration on(ClassLoader classes, DataSource migrator, String schema) {
        FluentConfiguration setup = Flyway.configure(classes)
                .loggers("slf4j")
                .dataSource(migrator)
                .defaultSchema(schema)
                .schemas(schema);
        // Held by the session: the transaction that would hold it would keep CREATE INDEX CONCURRENTLY waiting for
        // good.
        Objects.requireNonNull(setup.getConfigurationExtension(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        return setup;
    }
}
