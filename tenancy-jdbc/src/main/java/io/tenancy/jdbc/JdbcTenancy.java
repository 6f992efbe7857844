package io.tenancy.jdbc;

import io.tenancy.apikey.ApiKeys;
import io.tenancy.audit.AuditLog;
import io.tenancy.audit.ReadLog;
import io.tenancy.authorization.Authorizer;
import io.tenancy.authorization.Principal;
import io.tenancy.authorization.Roles;
import io.tenancy.cache.TenantCache;
import io.tenancy.cache.TenantCacheSettings;
import io.tenancy.config.ConnectionNotConfiguredException;
import io.tenancy.config.ConnectionRole;
import io.tenancy.config.TenancyConfig;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Quotas;
import io.tenancy.jdbc.alert.Alerts;
import io.tenancy.jdbc.failure.TenantViolationException;
import io.tenancy.jdbc.internal.cache.CaffeineTenantCache;
import io.tenancy.jdbc.internal.pool.ConfiguredPools;
import io.tenancy.jdbc.internal.transaction.AdminAudit;
import io.tenancy.jdbc.internal.transaction.Transactions;
import io.tenancy.jdbc.isolation.TenantColumnType;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.security.SecurityEvents;
import io.tenancy.member.Accounts;
import io.tenancy.member.Members;
import io.tenancy.member.Memberships;
import io.tenancy.observation.Observations;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.setting.Settings;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantStore;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
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
    private final Clock clock;
    private final DSLContext dsl;
    private final Services services;
    private final @Nullable ConfiguredPools owned;

    JdbcTenancy(JdbcTenancyBuilder builder, DataSource app) {
        this.dataSource = builder.columnType == TenantColumnType.BIGINT
                ? TenantDataSource.wrapWithNumber(app)
                : TenantDataSource.wrap(app);
        this.admin = builder.admin;
        this.clock = builder.clock;
        this.owned = builder.owned;
        this.dsl = DSL.using(Jooq.configuration().set(new DataSourceConnectionProvider(dataSource)));
        this.services = new Services(builder, app, dataSource);
    }

    /**
     * Starts a tenancy.
     *
     * @return a builder
     */
    public static JdbcTenancyBuilder builder() {
        return new JdbcTenancyBuilder();
    }

    /**
     * Opens pools as {@code tenancy.yaml} and the environment say, checks, and builds. For applications that have a pool of their own
     * there is {@link #builder()}.
     *
     * @param config the configuration; needs the connection {@code app}, uses {@code admin} and {@code listen} if they are there
     * @return the tenancy; closing it closes the pools
     * @throws ConnectionNotConfiguredException if there is no app connection
     * @throws io.tenancy.TenancyException as {@link JdbcTenancyBuilder#build()}
     */
    public static JdbcTenancy open(TenancyConfig config) {
        return ConfiguredTenancy.open(config);
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
        return services.tenants;
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
        return services.tenants.entitlements(TenantContext.required().tenant().id());
    }

    /**
     * How often things may be done. In steady state a question makes no statement. Without the connection {@code worker} or Redis every
     * node counts for itself.
     *
     * @return the same instance always
     */
    public RateLimits rateLimits() {
        return services.machines.rateLimits();
    }

    /**
     * How much the bound tenant has used, and using more: each call a transaction of its own, which counts whatever else happens. What
     * belongs to the work of a transaction is consumed by {@link TenantTransaction#quotas()}.
     *
     * @return the same instance always, thread-safe
     */
    public Quotas quotas() {
        return services.usage.own();
    }

    /**
     * The audit log of the bound tenant, each event in a transaction of its own; in an open transaction use
     * {@link TenantTransaction#audit()}.
     *
     * @return the same instance always, thread-safe
     */
    public AuditLog audit() {
        return services.auditing.own();
    }

    /**
     * Who looked at what in the bound tenant, if {@link JdbcTenancyBuilder#auditReads} says that it is audited.
     *
     * @return the same instance always, thread-safe
     */
    public ReadLog reads() {
        return services.auditing.reads();
    }

    /**
     * Keys for machines. In steady state {@link ApiKeys#verify} asks nobody. How often keys are used is written through the connection
     * {@code worker}, and without that not at all.
     *
     * @return works in the tenant that is bound when it is used
     * @throws IllegalStateException if the application has no key prefix
     */
    public ApiKeys apiKeys() {
        return services.machines.apiKeys(services.units);
    }

    /**
     * Who may what in the bound tenant. Remembered; in steady state nobody is asked.
     *
     * @return the same instance always
     */
    public Authorizer authorizer() {
        return services.authorizer;
    }

    /**
     * Roles, grants, groups and branches of the bound tenant, changed on behalf of the bound principal.
     *
     * @return the same instance always; every change is a transaction of its own
     */
    public Roles roles() {
        return services.roles;
    }

    /**
     * The members of the bound tenant, changed on behalf of the bound principal.
     *
     * @return the same instance always; every change is a transaction of its own
     */
    public Members members() {
        return services.people.members();
    }

    /**
     * People and what proves who they are, outside of tenants.
     *
     * @return the same instance always, thread-safe
     */
    public Accounts accounts() {
        return services.people.accounts();
    }

    /**
     * The tenants of a person, and invitations into them.
     *
     * @return the same instance always, thread-safe
     */
    public Memberships memberships() {
        return services.people.memberships();
    }

    /**
     * What to bind for a principal of a tenant: with the branches it was granted anything at, so that tables isolated with a branch column
     * show it their rows and no others.
     *
     * @param tenant the tenant
     * @param principal on whose behalf
     * @return the binding
     * @throws io.tenancy.tenant.RegistryUnavailableException if the database cannot be asked, and what is remembered is too old
     */
    public TenantBinding bindingOf(Tenant tenant, Principal principal) {
        return TenantBinding.of(tenant)
                .withPrincipal(principal)
                .withBranches(services.authorizer.branches(tenant.id(), principal.id()));
    }

    /**
     * Where alerts to people are raised for the bound tenant, each in a transaction of its own; in an open transaction use
     * {@link TenantTransaction#alerts()}.
     *
     * @return the same instance always, thread-safe
     */
    public Alerts alerts() {
        return services.alerting.own();
    }

    /**
     * Where events are written down that look like an attack if they happen often enough. That the database refused a row of another
     * tenant in {@link #inTransaction} is written down by itself.
     *
     * @return the same instance always, thread-safe
     */
    public SecurityEvents security() {
        return services.security.events();
    }

    /**
     * What the bound tenant has set for itself, and setting it. Remembered; in steady state reading asks nobody.
     *
     * @return the same instance always, thread-safe
     */
    public Settings settings() {
        return services.settings;
    }

    /**
     * Makes a memory for values of tenants, each for its own. Made once for each kind of value, and kept.
     *
     * @param settings how much it keeps, and how long
     * @param loader makes a value that is not there, inside the bound tenant
     * @param <K> keys
     * @param <V> values
     * @return the cache
     */
    public <K, V> TenantCache<K, V> cache(TenantCacheSettings settings, Function<K, V> loader) {
        return CaffeineTenantCache.over(settings, loader, services.tenants);
    }

    /**
     * How the bound tenant is served: recorded at no statement, kept for 90 days. Without the connection {@code worker} nothing is.
     *
     * @return the same instance always, thread-safe
     */
    public Observations observations() {
        return services.observations;
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
        services.usage.prepare(binding);
        try {
            return Transactions.run(dataSource, connection -> work.run(services.joined(connection, binding)));
        } catch (TenantViolationException e) {
            services.security.violated(binding);
            throw e;
        }
    }

    /**
     * As {@link #inTransaction}, for work that gives nothing.
     *
     * @param work the work
     * @param <X> what it throws
     * @throws X what the work threw
     */
    public <X extends Exception> void useTransaction(TenantTransaction.VoidWork<X> work) throws X {
        boolean unused = this.<Boolean, X>inTransaction(transaction -> {
            work.run(transaction);
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
        services.close();
        if (owned != null) {
            owned.close();
        }
    }
}
