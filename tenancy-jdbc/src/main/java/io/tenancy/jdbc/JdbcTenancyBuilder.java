package io.tenancy.jdbc;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.apikey.Peppers;
import io.tenancy.config.AlertSettings;
import io.tenancy.config.IsolationSettings;
import io.tenancy.entitlement.Feature;
import io.tenancy.jdbc.alert.AlertRule;
import io.tenancy.jdbc.alert.AlertSink;
import io.tenancy.jdbc.alert.ErrorRate;
import io.tenancy.jdbc.internal.pool.ConfiguredPools;
import io.tenancy.jdbc.isolation.RoleCheck;
import io.tenancy.jdbc.isolation.StartCheck;
import io.tenancy.jdbc.isolation.TenantColumnType;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.jdbc.security.DetectionRule;
import io.tenancy.jdbc.security.SecurityAction;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.SharedBuckets;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.usage.MeterCatalog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link JdbcTenancy} is made of. Not thread-safe. */
public final class JdbcTenancyBuilder {
    @Nullable
    DataSource app;

    @Nullable
    DataSource admin;

    @Nullable
    DataSource worker;

    @Nullable
    DataSource listen;

    IsolationSettings isolation = IsolationSettings.DEFAULTS;
    StartCheck startCheck = StartCheck.REFUSE;
    TenantColumnType columnType = TenantColumnType.UUID;
    Clock clock = Clock.systemUTC();
    boolean isMachinesClock = true;
    List<Feature> features = List.of();
    List<AlertRule> alertRules = List.of();
    Set<String> auditedReads = Set.of();
    ErrorRate errorRate = ErrorRate.DEFAULT;
    List<String> applicationPackages = List.of();
    final List<AlertSink> alertSinks = new ArrayList<>();
    final List<SecurityAction> securityActions = new ArrayList<>();
    List<DetectionRule> detectionRules = DetectionRule.defaults();
    List<RateLimit> rateLimits = List.of();

    Peppers peppers = Peppers.none();

    @Nullable
    String keyPrefix;

    @Nullable
    SharedBuckets buckets;

    MeterCatalog meters = MeterCatalog.EMPTY;
    SettingCatalog settings = SettingCatalog.EMPTY;

    String applicationName = "Tenancy";

    @Nullable
    SecretKeyset secrets;

    @Nullable
    ConfiguredPools owned;

    JdbcTenancyBuilder() {}

    /**
     * The application's own connections. Required.
     *
     * @param dataSource a pool that connects as {@code tenancy_app}, not wrapped
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder app(DataSource dataSource) {
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
    public JdbcTenancyBuilder admin(DataSource dataSource) {
        this.admin = Objects.requireNonNull(dataSource, "admin");
        return this;
    }

    /**
     * Connections for what is done beside requests: jobs, outbox, shared rate limits, sealing of the audit log.
     *
     * @param dataSource connects as {@code tenancy_worker}
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder worker(DataSource dataSource) {
        this.worker = Objects.requireNonNull(dataSource, "worker");
        return this;
    }

    /**
     * Which alerts go to whom, as {@code tenancy.yaml} says under {@code alerts}; sorted and delivered over the connection
     * {@code worker}. A sink whose address is not set is left out, and what goes there waits.
     *
     * @param settings the section
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder alerts(AlertSettings settings) {
        this.alertRules = settings.rules();
        this.errorRate = settings.errorRate();
        this.detectionRules = settings.detection();
        settings.sinks().forEach(sink -> alertSinks.add(sink.open()));
        return this;
    }

    /**
     * Nobody looks at error rates where no rule would tell of them.
     */
    @Nullable
    ErrorRate errorRate() {
        return alertRules.stream().anyMatch(rule -> rule.concerns(ErrorRate.EVENT)) ? errorRate : null;
    }

    /**
     * Of which kinds of things it is audited who looked at them; default none. Written over the connection {@code worker}.
     *
     * @param resourceTypes as {@link JdbcTenancy#reads} is told them, such as {@code patient}
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder auditReads(String... resourceTypes) {
        this.auditedReads = Set.of(resourceTypes);
        return this;
    }

    /**
     * Where the application's own code stands: the frames that errors are told apart by. Default all that is not of the JDK, of Tenancy or
     * of a well-known library.
     *
     * @param packages such as {@code com.example}
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder applicationPackages(String... packages) {
        this.applicationPackages = List.of(packages);
        return this;
    }

    /**
     * A sink of the application's own, such as one for mail.
     *
     * @param sink named as the rules call it
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder alertSink(AlertSink sink) {
        alertSinks.add(Objects.requireNonNull(sink, "sink"));
        return this;
    }

    /**
     * When security events become an incident; default {@link DetectionRule#defaults()}. Looked at over the connection {@code worker}.
     *
     * @param rules the rules; none switches detection off
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder detection(Collection<DetectionRule> rules) {
        this.detectionRules = List.copyOf(rules);
        return this;
    }

    /**
     * Something that can be done about an incident.
     *
     * @param action named as the rules call it
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder securityAction(SecurityAction action) {
        securityActions.add(Objects.requireNonNull(action, "action"));
        return this;
    }

    /**
     * Hears of registry changes at once instead of within 2 s.
     *
     * @param dataSource connects to the server itself, not through a transaction pooler
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder listen(DataSource dataSource) {
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
    public JdbcTenancyBuilder tenantColumnType(TenantColumnType type) {
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
    public JdbcTenancyBuilder isolation(IsolationSettings settings) {
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
    public JdbcTenancyBuilder startCheck(StartCheck check) {
        this.startCheck = Objects.requireNonNull(check, "check");
        return this;
    }

    /**
     * The clock for what is written; default the system's, in UTC. How far the system's is from the server's is watched, and quotas
     * refuse to count while it is more than 5 s; of a clock that is given here nobody knows.
     *
     * @param clock the clock
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.isMachinesClock = false;
        return this;
    }

    /**
     * What the application declares that plans differ in; default nothing.
     *
     * @param declared the features
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder features(Collection<Feature> declared) {
        this.features = List.copyOf(declared);
        return this;
    }

    /**
     * How often things may be done, as {@code tenancy.yaml} says under {@code rateLimits}; default nothing.
     *
     * @param declared the limits
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder rateLimits(Collection<RateLimit> declared) {
        this.rateLimits = List.copyOf(declared);
        return this;
    }

    /**
     * With what API keys begin, as {@code tenancy.yaml} says under {@code application.keyPrefix}. Without it there are no keys.
     *
     * @param prefix 1 to 16 of a-z and 0-9, a letter first
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder keyPrefix(String prefix) {
        this.keyPrefix = Objects.requireNonNull(prefix, "prefix");
        return this;
    }

    /**
     * With what API keys are hashed; default nothing, which is SHA-256 alone.
     *
     * @param secrets the peppers
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder peppers(Peppers secrets) {
        this.peppers = Objects.requireNonNull(secrets, "secrets");
        return this;
    }

    /**
     * Where rate limits are counted; default the database, through the worker connection, and without that every node for itself.
     *
     * @param shared the buckets, such as {@link io.tenancy.jdbc.ratelimit.RedisBuckets}; the caller closes them
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder sharedBuckets(SharedBuckets shared) {
        this.buckets = Objects.requireNonNull(shared, "shared");
        return this;
    }

    /**
     * What the application counts of what its tenants use; default nothing.
     *
     * @param declared the meters
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder meters(MeterCatalog declared) {
        this.meters = Objects.requireNonNull(declared, "declared");
        return this;
    }

    /**
     * What tenants may have their own way, as {@code tenancy.yaml} says under {@code settings}; default nothing.
     *
     * @param declared the settings
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder settings(SettingCatalog declared) {
        this.settings = Objects.requireNonNull(declared, "declared");
        return this;
    }

    /**
     * The keys that secrets are sealed with before they are stored, such as second factors. Without, those cannot be used.
     *
     * @param keys the keyset, the same on every node
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder secrets(SecretKeyset keys) {
        this.secrets = Objects.requireNonNull(keys, "keys");
        return this;
    }

    /**
     * How the application is called where people see it, as in their authenticator.
     *
     * @param name the name
     * @return this
     */
    @CanIgnoreReturnValue
    public JdbcTenancyBuilder applicationName(String name) {
        this.applicationName = Objects.requireNonNull(name, "name");
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
