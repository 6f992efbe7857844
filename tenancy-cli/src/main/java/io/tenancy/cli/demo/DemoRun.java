package io.tenancy.cli.demo;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.cli.demo.DemoReport.Migrations;
import io.tenancy.cli.demo.DemoReport.Practiced;
import io.tenancy.examples.chiro.ChiroSchema;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The demo: a database of its own, the control plane, a clinic's migrations, two practices with a few thousand rows each, a day's
 * work as each of them, and then every attack of one on the other. Everything in the report was done and measured in that run.
 *
 * <pre>{@code
 * DemoReport report = DemoRun.on(server).clock(clock).progress(console::note).build().run();
 * }</pre>
 *
 * <p>May be run any number of times on one server; each run begins by dropping the database of the last. Two at once are refused. For
 * one thread, but for {@link #cancel}.
 */
public final class DemoRun {
    /** The database that every run makes anew. */
    public static final String DATABASE = "tenancy_demo";

    private final DemoServer server;
    private final Clock clock;
    private final Consumer<String> progress;
    private final @Nullable Protection broken;
    private final boolean keepDatabase;
    private final String database;
    private final Map<String, Duration> durations = new LinkedHashMap<>();
    private final Object cancelling = new Object();
    private volatile boolean cancelled;
    /** Whether the database is this run's, and not that of a demo which runs elsewhere. */
    private volatile boolean owns;

    private DemoRun(Builder builder) {
        this.server = builder.server;
        this.clock = builder.clock;
        this.progress = builder.progress;
        this.broken = builder.broken;
        this.keepDatabase = builder.keepDatabase;
        this.database = builder.database;
    }

    /**
     * Starts a demo.
     *
     * @param server where
     * @return a builder
     */
    public static Builder on(DemoServer server) {
        return new Builder(server);
    }

    /**
     * Runs it.
     *
     * @return what was done and found
     * @throws TenancyException if another demo is running, or something other than an attack fails
     */
    public DemoReport run() {
        Clinic clinic = new Clinic(server, database, clock);
        try (Connection alone = server.operator("postgres").getConnection()) {
            requireAlone(alone);
            owns = true;
            DemoReport report = steps(clinic);
            if (!keepDatabase) {
                clinic.drop();
            }
            return report;
        } catch (TenancyException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TenancyException(ErrorCode.INTERRUPTED, "The demo was interrupted", "Run it again", Map.of(), e);
        } catch (Exception e) {
            throw new TenancyException(
                    ErrorCode.STATEMENT_FAILED, "The demo failed: " + e.getMessage(), "Run it again", Map.of(), e);
        } finally {
            awaitCancellation();
        }
    }

    /** The caller may stop the server next, and must not do so under a thread that still cleans up there. */
    private void awaitCancellation() {
        synchronized (cancelling) {
            cancelled = false;
            owns = false;
        }
    }

    /**
     * Ends a run from another thread: takes its database away, so that {@link #run} fails at its next statement and nothing is left.
     *
     * @throws TenancyException if the database cannot be dropped
     */
    public void cancel() {
        try {
            synchronized (cancelling) {
                cancelled = true;
                if (owns) {
                    new Clinic(server, database, clock).drop();
                }
            }
        } catch (SQLException e) {
            throw new TenancyException(
                    ErrorCode.STATEMENT_FAILED,
                    "The demo's database cannot be dropped: " + e.getMessage(),
                    "The next demo drops it",
                    Map.of("database", database),
                    e);
        }
    }

    /** Two demos at once would drop each other's database. The lock ends with the connection. */
    private void requireAlone(Connection connection) throws SQLException {
        String sql = "select pg_try_advisory_lock(hashtextextended('tenancyctl demo ' || ?, 0))";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new TenancyException(
                            ErrorCode.BUSY,
                            "Another demo is running on this server",
                            "Wait until it has ended",
                            Map.of("database", database),
                            null);
                }
            }
        }
    }

    private DemoReport steps(Clinic clinic) throws Exception {
        String version = timed("database", "Making database " + database, clinic::create);
        Migrations migrations =
                timed("migrations", "Installing the control plane and the clinic's schema", clinic::migrate);
        List<Tenant> tenants = timed("provisioning", "Provisioning two practices", clinic::provision);
        try (PooledConnections app = server.pooled(TenancyRole.APP, database)) {
            TenantDataSource tenantBound = TenantDataSource.wrap(app);
            int rows = timed(
                    "loading", "Loading their patients, appointments and invoices", () -> clinic.load(tenantBound));
            List<Practiced> worked =
                    timed("working", "Working on their " + rows + " rows", () -> clinic.work(tenantBound));
            List<Attempt> attempts = timed("attacking", "Trying to cross over", () -> attack(tenantBound, tenants));
            RoundTrips roundTrips = timed(
                    "measuring", "Counting round trips", () -> RoundTrips.measure(server, database, tenants.get(0)));
            return new DemoReport(version, database, migrations, worked, broken, attempts, roundTrips, durations);
        }
    }

    private List<Attempt> attack(DataSource tenantBound, List<Tenant> tenants) throws Exception {
        try (Connection operator = server.operator(database).getConnection()) {
            CarelessObjects.make(operator);
            Protection.execute(operator, List.of("analyze " + String.join(", ", ChiroSchema.TABLES)));
        }
        if (broken != null) {
            try (Connection migrator = server.as(TenancyRole.MIGRATOR, database).getConnection()) {
                Protection.execute(migrator, broken.switchOff());
            }
        }
        // The small practice attacks the large one.
        Tenant own = tenants.get(1);
        Tenant other = tenants.get(0);
        try (PooledConnections raw = server.pooled(TenancyRole.APP, database);
                PooledConnections admin = server.pooled(TenancyRole.ADMIN, database)) {
            DataSource fresh = server.as(TenancyRole.APP, database);
            Arena arena = new Arena(tenantBound, raw, fresh, admin, own, other, Targets.choose(admin, own, other));
            return new Referee(arena, server.as(TenancyRole.ADMIN, database), server.operator(database))
                    .judge(Attacks.all());
        }
    }

    private <T> T timed(String stage, String what, Step<T> step) throws Exception {
        progress.accept(what);
        if (cancelled) {
            throw new TenancyException(ErrorCode.INTERRUPTED, "The demo was cancelled", "Run it again");
        }
        long start = System.nanoTime();
        T result = step.run();
        durations.put(stage, Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    /** One step of the demo. */
    private interface Step<T> {
        T run() throws Exception;
    }

    /** Collects the options of a {@link DemoRun}. Not thread-safe. */
    public static final class Builder {
        private final DemoServer server;
        private Clock clock = Clock.systemUTC();
        private Consumer<String> progress = ignored -> {};
        private @Nullable Protection broken;
        private boolean keepDatabase;
        private String database = DATABASE;

        private Builder(DemoServer server) {
            this.server = Objects.requireNonNull(server, "server");
        }

        /**
         * What time it is in the practices; default the system's clock.
         *
         * @param now the clock
         * @return this
         */
        public Builder clock(Clock now) {
            this.clock = Objects.requireNonNull(now, "now");
            return this;
        }

        /**
         * Is told what happens next, on the running thread.
         *
         * @param listener gets one clause at a time
         * @return this
         */
        public Builder progress(Consumer<String> listener) {
            this.progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Switches a protection off in the demo's database, which then must leak.
         *
         * @param protection the protection
         * @return this
         */
        public Builder breakProtection(Protection protection) {
            this.broken = Objects.requireNonNull(protection, "protection");
            return this;
        }

        /**
         * Leaves the database in place for somebody to look around in; default is to drop it at the end.
         *
         * @return this
         */
        public Builder keepDatabase() {
            this.keepDatabase = true;
            return this;
        }

        /**
         * Another name for the database, where several demos run on one server at once.
         *
         * @param name letters, digits and underscores
         * @return this
         * @throws IllegalArgumentException if the name needs quoting
         */
        public Builder database(String name) {
            if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
                throw new IllegalArgumentException("A database name of a demo is made of a-z, 0-9 and _, not " + name);
            }
            this.database = name;
            return this;
        }

        /**
         * Makes the demo. Connects to nothing.
         *
         * @return the demo
         */
        public DemoRun build() {
            return new DemoRun(this);
        }
    }
}
