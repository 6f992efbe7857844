package io.tenancy.jdbc.migration;

import io.tenancy.jdbc.internal.registry.Jdbc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

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
public final class Migrator {
    private static final String HISTORY = "flyway_schema_history";

    private final DataSource migrator;
    private final List<String> locations;
    private final String schema;
    private final @Nullable String baseline;
    private final Consumer<AppliedMigration> listener;

    private Migrator(Builder builder) {
        this.migrator = builder.migrator;
        this.locations = List.copyOf(builder.locations);
        this.schema = builder.schema;
        this.baseline = builder.baseline;
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
        ControlPlane.requireMigrator(migrator);
        ControlPlane.requireCompatible(migrator);
        List<AppliedMigration> applied = MigrationLock.hold(migrator, this::apply);
        return new MigrationReport(applied, unclassified());
    }

    private List<AppliedMigration> apply() {
        List<AppliedMigration> applied = new ArrayList<>();
        SafetyCallback callback = new SafetyCallback(history(), listener.andThen(applied::add));
        Flyway flyway = flyway(callback);
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw changedFile(flyway, e);
        } catch (FlywayException e) {
            throw MigrationFailures.explain(e);
        }
        return applied;
    }

    private Flyway flyway(Callback... callbacks) {
        FluentConfiguration setup = FlywaySetup.on(classLoader(), migrator, schema);
        if (baseline != null) {
            setup.baselineOnMigrate(true).baselineVersion(baseline);
        }
        return setup.locations(locations.toArray(new String[0]))
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .callbacks(callbacks)
                .load();
    }

    /** The application's, if it set one: its migrations are in its jar, not in ours. */
    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Migrator.class.getClassLoader();
    }

    private String history() {
        return '"' + schema.replace("\"", "\"\"") + "\".\"" + HISTORY + '"';
    }

    private static MigrationFailedException changedFile(Flyway flyway, FlywayValidateException failure) {
        return flyway.validateWithResult().invalidMigrations.stream()
                .findFirst()
                .map(invalid -> new MigrationFailedException(
                        "Applied migration " + invalid.version + " (" + invalid.description
                                + ") does not fit its file: " + invalid.errorDetails.errorCode,
                        "Restore the file as it was applied and put the change into a new migration",
                        Map.of("migration", String.valueOf(invalid.version), "file", String.valueOf(invalid.filepath)),
                        failure))
                .orElseGet(() -> new MigrationFailedException(
                        "The applied migrations do not fit their files",
                        "Restore the files as they were applied",
                        Map.of(),
                        failure));
    }

    private List<String> unclassified() {
        return Jdbc.inTransaction(
                migrator,
                "list the tables that are neither isolated nor shared",
                connection -> Jdbc.list(
                        connection,
                        "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = ? and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> ?"
                                + " and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenancy_floor')"
                                + " and not has_table_privilege('tenancy_app', c.oid, 'select')"
                                + " and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') order by 1",
                        row -> row.getString(1),
                        schema,
                        HISTORY));
    }

    /**
     * What is applied and what is pending. Changes nothing.
     *
     * @return the migrations in their order
     * @throws io.tenancy.TenancyException if the database cannot be asked
     */
    public MigrationStatus status() {
        try {
            return new MigrationStatus(
                    Stream.of(flyway().info().all()).map(Migrator::entry).toList());
        } catch (FlywayException e) {
            throw MigrationFailures.explain(e);
        }
    }

    private static MigrationStatus.Entry entry(MigrationInfo info) {
        return new MigrationStatus.Entry(
                info.getVersion() == null ? null : info.getVersion().getVersion(),
                info.getDescription(),
                info.getScript(),
                state(info),
                info.getInstalledOn() == null ? null : info.getInstalledOn().toInstant());
    }

    private static MigrationStatus.State state(MigrationInfo info) {
        if (info.getState().isFailed()) {
            return MigrationStatus.State.FAILED;
        }
        if (!info.getState().isApplied() || info.getState() == MigrationState.OUTDATED) {
            return MigrationStatus.State.PENDING;
        }
        if (!info.getState().isResolved()) {
            return MigrationStatus.State.MISSING;
        }
        return info.isChecksumMatching() ? MigrationStatus.State.APPLIED : MigrationStatus.State.CHANGED;
    }

    /** Collects the options of a {@link Migrator}. Not thread-safe. */
    public static final class Builder {
        private final DataSource migrator;
        private List<String> locations = List.of("classpath:db/migration");
        private String schema = "public";
        private @Nullable String baseline;
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
         * For a schema that had tables before it had a history: what stands there counts as this version, and only later ones are
         * applied. Without it such a schema is refused.
         *
         * @param version the version, such as {@code 1}
         * @return this
         */
        public Builder baseline(String version) {
            this.baseline = Objects.requireNonNull(version, "version");
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
