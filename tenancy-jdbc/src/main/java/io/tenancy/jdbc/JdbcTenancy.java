package io.tenancy.jdbc;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.config.ConnectionNotConfiguredException;
import io.tenancy.config.ConnectionRole;
import io.tenancy.config.IsolationSettings;
import io.tenancy.config.TenancyConfig;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.jdbc.internal.pool.ConfiguredPools;
import io.tenancy.jdbc.internal.transaction.AdminAudit;
import io.tenancy.jdbc.internal.transaction.Transactions;
import io.tenancy.jdbc.internal.transaction.UncheckedReasons;
import io.tenancy.jdbc.isolation.RoleCheck;
import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.isolation.TenantColumnType;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.tenant.TenantStore;
import java.sql.Connection;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * The front door: tenants, and JDBC and jOOQ inside one of them.
 *
 * <pre>{@code
 * try (JdbcTenancy tenancy = JdbcTenancy.builder().app(appPool).admin(adminPool).build()) {
 *     Tenant acme = tenancy.tenants().requireByKey(TenantKey.of("acme"));
 *     try (TenantScope scope = TenantContext.bind(acme)) {
 *         tenancy.useTransaction(tx -> tx.dsl().execute("update patient set name = 'Ann' where id = ?", id));
 *         tenancy.dsl().fetch("select name from patient");    // one statement, one round trip
 *     }
 * }
 * }</pre>
 *
 * <p>Built once per application and shared: thread-safe. Building it connects, and refuses a login that could see past the
 * policies and tables that let one tenant reach another's rows. Closing it ends the registry's background thread; data sources that the
 * caller brought stay open.
 */
public final class JdbcTenancy implements AutoCloseable {
    private final TenantDataSource dataSource;
    private final @Nullable DataSource admin;
    private final JdbcTenantStore tenants;
    private final Clock clock;
    private final DSLContext dsl;
    private final @Nullable ConfiguredPools owned;

    private JdbcTenancy(Builder builder, DataSource app) {
        this.dataSource = builder.columnType == TenantColumnType.BIGINT
                ? TenantDataSource.wrapWithNumber(app)
                : TenantDataSource.wrap(app);
        this.admin = builder.admin;
        this.clock = builder.clock;
        this.owned = builder.owned;
        JdbcTenantStore.Builder store = JdbcTenantStore.builder(app).features(builder.features, builder.clock);
        this.tenants = (builder.listen == null ? store : store.listen(builder.listen)).build();
        this.dsl = DSL.using(configuration().set(new DataSourceConnectionProvider(dataSource)));
    }

    /**
     * Starts a tenancy.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens pools as {@code tenancy.yaml} and the environment say, checks, and builds. For applications that have a pool of their own
     * there is {@link #builder()}.
     *
     * @param config the configuration; needs the connection {@code app}, uses {@code admin} and {@code listen} if they are there
     * @return the tenancy; closing it closes the pools
     * @throws ConnectionNotConfiguredException if there is no app connection
     * @throws io.tenancy.TenancyException as {@link Builder#build()}
     */
    public static JdbcTenancy open(TenancyConfig config) {
        ConfiguredPools pools = ConfiguredPools.of(config);
        try {
            Builder builder = builder()
                    .app(pools.require(ConnectionRole.APP))
                    .isolation(config.isolation())
                    .features(config.plans().features());
            pools.find(ConnectionRole.ADMIN).ifPresent(builder::admin);
            pools.find(ConnectionRole.LISTEN).ifPresent(builder::listen);
            builder.owned = pools;
            return builder.build();
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    private static Configuration configuration() {
        return new DefaultConfiguration().set(SQLDialect.POSTGRES).set(new UncheckedReasons());
    }

    /**
     * The tenant-bound data source, for every library that takes one.
     *
     * @return the same instance always
     */
    public TenantDataSource dataSource() {
        return dataSource;
    }

    /**
     * The registry, remembered: in steady state a look-up asks nobody.
     *
     * @return the store; closed with this
     */
    public TenantStore tenants() {
        return tenants;
    }

    /**
     * What the bound tenant has: features, limits, and why. Remembered; in steady state nobody is asked, and what an operator changes
     * is seen as soon as a change of the tenant's status.
     *
     * @return the snapshot
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     * @throws io.tenancy.tenant.RegistryUnavailableException if the registry cannot be asked, and what is remembered is too old
     */
    public Entitlements entitlements() {
        return tenants.entitlements(TenantContext.required().tenant().id());
    }

    /**
     * jOOQ for single statements: each is a transaction of its own and takes one round trip, context included.
     *
     * @return the same instance always, thread-safe
     */
    public DSLContext dsl() {
        return dsl;
    }

    /**
     * Runs work in one transaction inside the bound tenant: commit on return, rollback on any throwable, which passes through
     * untouched. Every call takes a connection of its own: a call inside the work is another transaction; to nest with savepoints
     * use {@code tx.dsl().transaction(..)}.
     *
     * @param work the work
     * @param <R> what it gives
     * @param <X> what it throws
     * @return what the work gave
     * @throws X what the work threw
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     * @throws io.tenancy.tenant.TenantNotActiveException if the bound tenant is not active
     */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(TenantTransaction.Work<R, X> work)
            throws X {
        TenantBinding binding = TenantContext.required();
        return Transactions.run(dataSource, connection -> work.run(new BoundTransaction(connection, binding)));
    }

    /**
     * As {@link #inTransaction}, for work that gives nothing.
     *
     * @param work the work
     * @param <X> what it throws
     * @throws X what the work threw
     */
    public <X extends Exception> void useTransaction(TenantTransaction.VoidWork<X> work) throws X {
        TenantBinding binding = TenantContext.required();
        var unused = Transactions.<Boolean, X>run(dataSource, connection -> {
            work.run(new BoundTransaction(connection, binding));
            return true;
        });
    }

    /**
     * Runs work across all tenants in one transaction as {@code tenancy_admin}. Actor and reason go to the audit trail first, in the
     * same transaction. What is bound on the thread does not matter here.
     *
     * @param attribution who, and why
     * @param work the work
     * @param <R> what it gives
     * @param <X> what it throws
     * @return what the work gave
     * @throws X what the work threw
     * @throws ConnectionNotConfiguredException if there is no admin data source
     */
    public <R extends @Nullable Object, X extends Exception> R inAdminTransaction(
            Attribution attribution, AdminTransaction.Work<R, X> work) throws X {
        Objects.requireNonNull(attribution, "attribution");
        if (admin == null) {
            throw ConnectionNotConfiguredException.absent(ConnectionRole.ADMIN);
        }
        return Transactions.run(admin, connection -> {
            AdminAudit.record(connection, attribution, clock.instant());
            return work.run(new CrossTenantTransaction(connection, attribution));
        });
    }

    @Override
    public void close() {
        tenants.close();
        if (owned != null) {
            owned.close();
        }
    }

    private static DSLContext dsl(Connection connection) {
        return DSL.using(configuration().set(new DefaultConnectionProvider(connection)));
    }

    private record BoundTransaction(Connection connection, TenantBinding binding, DSLContext dsl)
            implements TenantTransaction {
        BoundTransaction(Connection connection, TenantBinding binding) {
            this(connection, binding, JdbcTenancy.dsl(connection));
        }
    }

    private record CrossTenantTransaction(Connection connection, Attribution attribution, DSLContext dsl)
            implements AdminTransaction {
        CrossTenantTransaction(Connection connection, Attribution attribution) {
            this(connection, attribution, JdbcTenancy.dsl(connection));
        }
    }

    /** Collects what a {@link JdbcTenancy} is made of. Not thread-safe. */
    public static final class Builder {
        private @Nullable DataSource app;
        private @Nullable DataSource admin;
        private @Nullable DataSource listen;
        private IsolationSettings isolation = IsolationSettings.DEFAULTS;
        private StartCheck startCheck = StartCheck.REFUSE;
        private TenantColumnType columnType = TenantColumnType.UUID;
        private Clock clock = Clock.systemUTC();
        private List<Feature> features = List.of();
        private @Nullable ConfiguredPools owned;

        private Builder() {}

        /**
         * The application's own connections. Required.
         *
         * @param dataSource a pool that connects as {@code tenancy_app}, not wrapped
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder app(DataSource dataSource) {
            if (dataSource instanceof TenantDataSource) {
                throw new IllegalArgumentException("app must be the unwrapped pool; JdbcTenancy wraps it");
            }
            this.app = Objects.requireNonNull(dataSource, "app");
            return this;
        }

        /**
         * Connections for {@link JdbcTenancy#inAdminTransaction}.
         *
         * @param dataSource connects as {@code tenancy_admin}
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder admin(DataSource dataSource) {
            this.admin = Objects.requireNonNull(dataSource, "admin");
            return this;
        }

        /**
         * Hears of registry changes at once instead of within 2 s.
         *
         * @param dataSource connects to the server itself, not through a transaction pooler
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder listen(DataSource dataSource) {
            this.listen = Objects.requireNonNull(dataSource, "listen");
            return this;
        }

        /**
         * The type of the tenant columns; default uuid.
         *
         * @param type the type, one for the whole schema
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder tenantColumnType(TenantColumnType type) {
            this.columnType = Objects.requireNonNull(type, "type");
            return this;
        }

        /**
         * How the tables hold their tenant, as {@code tenancy.yaml} says under {@code isolation}: the type of the tenant columns, and
         * what the start looks for and does.
         *
         * @param settings the section
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder isolation(IsolationSettings settings) {
            this.isolation = Objects.requireNonNull(settings, "settings");
            this.columnType = settings.tenantColumnType();
            this.startCheck = settings.startCheck();
            return this;
        }

        /**
         * What to do about tables that let one tenant reach another's rows; default {@link StartCheck#REFUSE}. An unsafe login is
         * refused in any case.
         *
         * @param check refuse, warn, or do not look
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder startCheck(StartCheck check) {
            this.startCheck = Objects.requireNonNull(check, "check");
            return this;
        }

        /**
         * The clock for what is written; default the system's, in UTC.
         *
         * @param clock the clock
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * What the application declares that plans differ in; default nothing.
         *
         * @param declared the features
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder features(Collection<Feature> declared) {
            this.features = List.copyOf(declared);
            return this;
        }

        /**
         * Connects once, checks, and builds.
         *
         * @return the tenancy
         * @throws IllegalStateException if there is no app data source
         * @throws io.tenancy.TenancyException if the login could see past the policies, the control plane is missing or too new, or the
         *     driver is set up in a way that cannot carry the context; the message names the command that mends it
         * @throws io.tenancy.jdbc.isolation.IsolationLeakException if a table that the application reaches is open to other tenants,
         *     and nothing else was said
         */
        public JdbcTenancy build() {
            if (app == null) {
                throw new IllegalStateException("app(dataSource) was not called");
            }
            RoleCheck.requireSafe(app);
            TableCheck.of(isolation, clock).run(startCheck, app);
            return new JdbcTenancy(this, app);
        }
    }
}
