package io.tenancy.cli.adopt;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.tenant.TenantKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes one existing database to multi-tenancy, and back. Immutable and thread-safe; a second program that adopts the same database
 * at the same time is refused.
 *
 * <pre>{@code
 * Adoption adoption = Adoption.builder(operator, migrator, Path.of("db/adopt"), clock)
 *         .tenant(TenantKey.of("acme"), "Acme Rentals")
 *         .shared(Set.of("language"))
 *         .build();
 * AdoptionPlan plan = adoption.plan();   // changes nothing
 * adoption.write(plan);                  // scripts to review
 * AdoptionReport report = adoption.apply(progress -> {});
 * }</pre>
 *
 * <p>Fails with {@link AdoptionException}, and with {@link io.tenancy.TenancyException} of the migration package where a migration
 * fails; then it can be run again.
 */
public final class Adoption {
    private static final String RAISED = "P0001";

    private final DataSource operator;
    private final DataSource migrator;
    private final Path folder;
    private final Decisions decisions;
    private final @Nullable Path migrations;
    private final boolean fromMigrations;
    private final boolean proves;
    private final Clock clock;

    private Adoption(Builder builder) {
        this.operator = builder.operator;
        this.migrator = builder.migrator;
        this.folder = builder.folder;
        this.decisions = builder.decisions();
        this.migrations = builder.migrations;
        this.fromMigrations = builder.fromMigrations;
        this.proves = builder.proves;
        this.clock = builder.clock;
    }

    private Adoption(Adoption other, Decisions decisions) {
        this.operator = other.operator;
        this.migrator = other.migrator;
        this.folder = other.folder;
        this.decisions = decisions;
        this.migrations = other.migrations;
        this.fromMigrations = other.fromMigrations;
        this.proves = other.proves;
        this.clock = other.clock;
    }

    /**
     * An adoption of one database.
     *
     * @param operator connects as a superuser, or as the role that owns the application's tables; planning reads only
     * @param migrator connects as {@code tenancy_migrator}
     * @param folder where the plan stands, or is going to
     * @param clock gives the time in new ids
     * @return a builder
     */
    public static Builder builder(DataSource operator, DataSource migrator, Path folder, Clock clock) {
        return new Builder(operator, migrator, folder, clock);
    }

    /**
     * The same with other decisions about tables.
     *
     * @param shared tables whose rows are the same for every tenant
     * @param tenantTables tables whose rows belong to tenants
     * @return another adoption
     */
    public Adoption with(Set<String> shared, Set<String> tenantTables) {
        return new Adoption(this, decisions.with(shared, tenantTables));
    }

    /**
     * Looks at the database and plans. Changes nothing, and writes nothing.
     *
     * @return the plan; without files if the class of some table is unsure
     * @throws SQLException if the catalog cannot be read
     * @throws AdoptionException if the database cannot be adopted as asked, or is being adopted
     */
    public AdoptionPlan plan() throws SQLException {
        try (Connection connection = operator.getConnection()) {
            Journal.requireNone(connection);
            return plan(connection);
        }
    }

    private AdoptionPlan plan(Connection connection) throws SQLException {
        RowCounts counts = new RowCounts(connection);
        Original original = OriginalReader.read(connection);
        Map<Original.Table, Classified> classified = Classifier.classify(
                original, decisions.shared(), decisions.tenantTables(), decisions.column(), counts::small);
        List<Classified> tables = List.copyOf(classified.values());
        List<FirstTenant> tenants = Tenants.planned(
                connection,
                decisions,
                Manifest.find(folder).map(Manifest::tenants).orElse(List.of()),
                clock);
        if (tables.stream().anyMatch(table -> table.type() == TableClass.UNSURE)) {
            return new AdoptionPlan(tenants, decisions.tenantColumn(), tables, List.of(), List.of());
        }
        Map<TenantKey, UUID> ids = tenants.stream().collect(Collectors.toMap(FirstTenant::key, FirstTenant::id));
        Mapping mapping = MappingReader.read(connection, original, classified, decisions, ids);
        Layout layout = new Layout(original, classified, decisions.tenantColumn(), tenants, mapping);
        return Planner.plan(layout, decisions, Versions.next(connection, migrations), !fromMigrations);
    }

    /**
     * Writes the files of a plan, over those of an earlier plan.
     *
     * @param plan a plan that is sure of every table
     * @throws IOException if a file cannot be written
     */
    public void write(AdoptionPlan plan) throws IOException {
        for (String stale : Manifest.find(folder).map(Manifest::files).orElse(List.of())) {
            Files.deleteIfExists(folder.resolve(Planner.MIGRATIONS).resolve(stale));
            Files.deleteIfExists(folder.resolve(Planner.MIGRATIONS).resolve(stale + ".conf"));
        }
        for (PlannedFile file : plan.files()) {
            Path path = folder.resolve(file.path());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.text());
        }
    }

    /**
     * Applies the plan that stands in the folder: hand-over, migrations, comparison of all rows before and after, audit, proof by attack. After an
     * interruption, however rude, calling again goes on.
     *
     * @param progress is told what is done
     * @return what was done and found
     * @throws SQLException if the server cannot be asked
     * @throws IOException if the plan cannot be read
     */
    public AdoptionReport apply(Consumer<String> progress) throws SQLException, IOException {
        Manifest manifest = Manifest.require(folder);
        return new Execution(operator, migrator, folder, manifest, migrations, proves, progress).run(this::requireSame);
    }

    /** The scripts fit one state of one database, and nothing else. */
    private void requireSame(Connection connection) throws SQLException {
        Manifest manifest = Manifest.require(folder);
        AdoptionPlan now = new Adoption(this, manifest.decisions()).plan(connection);
        List<PlannedFile> scripts = now.files().stream()
                .filter(file -> !file.path().equals(Manifest.FILE))
                .toList();
        if (!Manifest.digest(scripts).equals(manifest.digest())) {
            throw AdoptionException.refused(
                    "The plan in " + folder
                            + " was made for another state of the database: tables, keys, owners or grants differ",
                    "Plan again and review what changed");
        }
    }

    /**
     * Takes in the database of a second deployment, made by the same application at the same version, as one more tenant. After an
     * interruption calling again goes on.
     *
     * @param other connects to that database, to read; nobody must write there meanwhile
     * @param key the tenant that its rows become part of; made if it is not there
     * @param name its display name, or null for the key
     * @param choice what to do where shared tables differ
     * @param progress is told what is done
     * @return what was done and found
     * @throws SQLException if one of the servers refuses
     * @throws AdoptionException if this database is not adopted, or the other one does not fit
     */
    public ImportReport importFrom(
            DataSource other, TenantKey key, @Nullable String name, SharedRows choice, Consumer<String> progress)
            throws SQLException {
        Manifest manifest = Manifest.require(folder);
        try (Connection here = migrator.getConnection();
                Connection there = other.getConnection()) {
            Journal.lock(here);
            Journal.open(here).requireFinished();
            UUID id = Tenants.find(here, key).orElseGet(() -> Tenants.newId(clock));
            there.setAutoCommit(false);
            Query.run(there, "set transaction isolation level repeatable read, read only");
            FirstTenant tenant = new FirstTenant(id, key, name != null ? name : key.value());
            ImportReport report = new Import(there, here, manifest, tenant, choice, progress).run();
            there.rollback();
            return report;
        }
    }

    /**
     * Goes the way back, in one transaction.
     *
     * @param loseRows whether rows of tenants that came later may be lost
     * @throws AdoptionException if tenants that came later have rows; nothing was changed
     * @throws SQLException if the server refuses; nothing was changed
     * @throws IOException if the plan cannot be read
     */
    public void undo(boolean loseRows) throws SQLException, IOException {
        Path file = folder.resolve(Planner.UNDO);
        if (!Files.exists(file)) {
            throw AdoptionException.usage(
                    "There is no way back in " + folder, "Give the folder of the plan with --out");
        }
        String script = Files.readString(file);
        try (Connection connection = operator.getConnection()) {
            Journal.lock(connection);
            if (loseRows) {
                Query.script(connection, "set tenancy_adopt.lose_rows = 'yes'");
            }
            Query.script(connection, script);
        } catch (SQLException e) {
            if (RAISED.equals(e.getSQLState())) {
                throw AdoptionException.refused(e);
            }
            throw e;
        }
    }

    /** Collects the options of an {@link Adoption}. Not thread-safe. */
    public static final class Builder {
        private final DataSource operator;
        private final DataSource migrator;
        private final Path folder;
        private @Nullable TenantKey key;
        private @Nullable String name;
        private Set<String> shared = Set.of();
        private Set<String> tenantTables = Set.of();
        private String tenantColumn = "tenant_id";
        private @Nullable String column;
        private Map<String, TenantKey> values = Map.of();
        private @Nullable TenantKey unmapped;
        private @Nullable TenantKey nulls;
        private @Nullable Path migrations;
        private boolean fromMigrations;
        private boolean proves = true;
        private final Clock clock;

        private Builder(DataSource operator, DataSource migrator, Path folder, Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            this.operator = Objects.requireNonNull(operator, "operator");
            this.migrator = Objects.requireNonNull(migrator, "migrator");
            this.folder = Objects.requireNonNull(folder, "folder");
        }

        /**
         * The tenant that the rows there are become part of.
         *
         * @param key its key
         * @param name its display name, or null for the key
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder tenant(TenantKey key, @Nullable String name) {
            this.key = Objects.requireNonNull(key, "key");
            this.name = name;
            return this;
        }

        /**
         * Tables whose rows are the same for every tenant.
         *
         * @param tables their names, with or without schema
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder shared(Set<String> tables) {
            this.shared = new TreeSet<>(tables);
            return this;
        }

        /**
         * Tables whose rows belong to tenants, whatever they look like.
         *
         * @param tables their names, with or without schema
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder tenantTables(Set<String> tables) {
            this.tenantTables = new TreeSet<>(tables);
            return this;
        }

        /**
         * The new tenant column; default {@code tenant_id}.
         *
         * @param column its name, as it is
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder tenantColumn(String column) {
            this.tenantColumn = Objects.requireNonNull(column, "column");
            return this;
        }

        /**
         * A column that told customers apart so far, instead of one tenant for all rows. It stays, and a tenant column comes beside it.
         *
         * @param column its name, as it is
         * @param values the tenant of each of its values, as text
         * @param nulls the tenant of rows without a value, empty texts included unless they are mapped; null to refuse such rows
         * @param unmapped the tenant of all other values, and of rows that nothing leads to; null to refuse such rows
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder column(
                String column, Map<String, TenantKey> values, @Nullable TenantKey nulls, @Nullable TenantKey unmapped) {
            this.column = Objects.requireNonNull(column, "column");
            this.values = new LinkedHashMap<>(values);
            this.nulls = nulls;
            this.unmapped = unmapped;
            return this;
        }

        private Decisions decisions() {
            return new Decisions(key, name, shared, tenantTables, tenantColumn, column, values, unmapped, nulls);
        }

        /**
         * The application's own Flyway migrations, if the database has a history of them.
         *
         * @param folder where they stand
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder migrations(Path folder) {
            this.migrations = Objects.requireNonNull(folder, "folder");
            return this;
        }

        /**
         * Says that the database was made from migrations a moment ago, so that its owners and grants mean nothing.
         *
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder fromMigrations() {
            this.fromMigrations = true;
            return this;
        }

        /**
         * Leaves the attacks out with which applying ends; the audit stays.
         *
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder withoutProof() {
            this.proves = false;
            return this;
        }

        /**
         * Makes the adoption. Opens no connection.
         *
         * @return the adoption
         */
        public Adoption build() {
            return new Adoption(this);
        }
    }
}
