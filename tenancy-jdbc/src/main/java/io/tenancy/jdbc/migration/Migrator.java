package io.tenancy.jdbc.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Runs an application's own Flyway migrations as {@code tenancy_migrator}. Immutable and thread-safe; two programs that migrate at
 * once wait for each other.
 *
 * <pre>{@code
 * MigrationReport report = Migrator.builder(migrator)
 *         .locations(List.of("classpath:db/migration"))
 *         .build()
 *         .migrate();
 * }</pre>
 *
 * <p>Every migration runs in its own transaction. What it made is handed to {@code tenancy_owner} before the commit, and a migration
 * that leaves a view over tenant tables without {@code security_invoker}, or a materialized one that the application may read, is
 * rolled back.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedNestedClass", "unused"})
public final class Migrator {
    private final DataSource migrator;
    private final List<String> locations;
    private final String schema;
    private final Consumer<AppliedMigration> listener;

    private Migrator(Builder builder) {
        this.migrator = builder.migrator;
        this.locations = List.copyOf(builder.locations);
        this.schema = builder.schema;
        this.listener = builder.listener;
    }

    /**
     * Starts a migrator.
     *
     * @param migrator connects as {@code tenancy_migrator}, directly and not through a transaction pooler
     * @return a builder
     */
    public static Builder builder(DataSource migrator) {
        return new Builder(migrator);
    }

    /**
     * Applies what is pending.
     *
     * @return what was applied
     * @throws ControlPlaneException if the database has no control plane, or none that fits
     * @throws MigrationFailedException if a statement fails; the migration it stands in was rolled back, earlier ones stay
     * @throws UnsafeMigrationException if a migration would leak; it was rolled back
     */
    public MigrationReport migrate() {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * What is applied and what is pending. Changes nothing.
     *
     * @return the migrations in their order
     * @throws io.tenancy.TenancyException if the database cannot be asked
     */
    public MigrationStatus status() {
        throw new UnsupportedOperationException("follows");
    }

    /** Collects the options of a {@link Migrator}. Not thread-safe. */
    public static final class Builder {
        private final DataSource migrator;
        private List<String> locations = List.of("classpath:db/migration");
        private String schema = "public";
        private Consumer<AppliedMigration> listener = ignored -> {};

        private Builder(DataSource migrator) {
            this.migrator = Objects.requireNonNull(migrator, "migrator");
        }

        /**
         * Where the migrations stand; default {@code classpath:db/migration}.
         *
         * @param locations Flyway locations, {@code classpath:..} or {@code filesystem:..}
         * @return this
         * @throws IllegalArgumentException if there are none
         */
        public Builder locations(List<String> locations) {
            if (locations.isEmpty()) {
                throw new IllegalArgumentException("locations must not be empty");
            }
            this.locations = new ArrayList<>(locations);
            return this;
        }

        /**
         * The schema that migrations write to and that holds their history; default {@code public}.
         *
         * @param schema the schema
         * @return this
         * @throws IllegalArgumentException if it is the control plane's schema
         */
        public Builder schema(String schema) {
            if (schema.equals("tenancy")) {
                throw new IllegalArgumentException("schema tenancy belongs to the control plane");
            }
            this.schema = Objects.requireNonNull(schema, "schema");
            return this;
        }

        /**
         * Is told of each migration when it is applied, on the migrating thread.
         *
         * @param listener the listener
         * @return this
         */
        public Builder onApplied(Consumer<AppliedMigration> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the migrator. Opens no connection.
         *
         * @return the migrator
         */
        public Migrator build() {
            return new Migrator(this);
        }
    }
}
