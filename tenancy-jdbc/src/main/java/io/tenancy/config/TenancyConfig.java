package io.tenancy.config;

import io.tenancy.apikey.Peppers;
import io.tenancy.authorization.RoleCatalog;
import io.tenancy.entitlement.EndPolicy;
import io.tenancy.entitlement.PlanCatalog;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.setting.SettingCatalog;
import io.tenancy.usage.MeterCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an application: {@code tenancy.yaml}, with the environment over it. Immutable and thread-safe; read once, at
 * the start.
 *
 * <pre>{@code
 * TenancyConfig config = TenancyConfig.load(Path.of("tenancy.yaml"));
 * ConnectionSettings app = config.connection(ConnectionRole.APP);
 * }</pre>
 *
 * <pre>{@code
 * application: {name: ChiroFlow, keyPrefix: chiro, baseDomain: chiro.example}
 * connections:
 *   migrator: {url: "jdbc:postgresql://localhost/chiro", password: "${MIGRATOR_PASSWORD}"}
 *   app: {password: "${APP_PASSWORD}"}
 * migrations: [db/migration]
 * isolation:
 *   tenantColumn: {name: organization_id, type: uuid}
 *   sharedTables: [country, currency]
 * permissions: {patients: [create, read, update, delete], billing: [read]}
 * roles:
 *   admin: {name: Admin, permissions: ["patients:*", "roles:manage"]}
 * features: {users: integer, storage: size, api_access: boolean, support: [email, priority]}
 * plans:
 *   starter:
 *     name: Starter
 *     prices: {USD: {monthly: 2900, yearly: 29000}}
 *     trialDays: 14
 *     features: {users: 2, storage: 10 GB, support: email}
 * rateLimits:
 *   login: {by: address, limit: 10, per: 15 minutes, whenDown: refuse}
 * meters:
 *   invoices: {class: exact, window: month, feature: invoices_per_month}
 *   storage: {class: gauge, table: attachment, column: size_bytes}
 * }</pre>
 *
 * <p>The file's form is checked when it is loaded, and every problem is reported at once. Connections are looked at when they are
 * asked for, so that a program needs only the secrets it uses:
 *
 * <ul>
 *   <li>{@code TENANCY_URL}, {@code _USER}, {@code _PASSWORD} override the migrator connection, {@code TENANCY_APP_URL} and so on the
 *       others. An empty variable counts as not set.
 *   <li>A password in the file is the name of an environment variable, as <code>${NAME}</code>; URL and user may contain such names.
 *   <li>The user is Tenancy's own role of that name unless told otherwise.
 *   <li>A connection of which user or password is configured, but no URL, goes to the URL of the migrator. User and password are
 *       never taken from another connection, and a connection of which nothing is configured is not configured.
 * </ul>
 */
public final class TenancyConfig {
    /** The usual name of the file. */
    public static final String FILE_NAME = "tenancy.yaml";

    private final ApplicationSettings application;
    private final Connections connections;
    private final List<String> migrations;
    private final IsolationSettings isolation;
    private final RoleCatalog access;
    private final PlanCatalog plans;
    private final List<RateLimit> rateLimits;
    private final MeterCatalog meters;
    private final EndPolicy onTrialEnd;
    private final EndPolicy onSubscriptionEnd;
    private final AlertSettings alerts;
    private final SettingCatalog settings;

    TenancyConfig(
            ApplicationSettings application,
            Connections connections,
            List<String> migrations,
            IsolationSettings isolation,
            RoleCatalog access,
            PlanCatalog plans,
            List<RateLimit> rateLimits,
            MeterCatalog meters,
            EndPolicy onTrialEnd,
            EndPolicy onSubscriptionEnd,
            AlertSettings alerts,
            SettingCatalog settings) {
        this.application = application;
        this.connections = connections;
        this.migrations = List.copyOf(migrations);
        this.isolation = isolation;
        this.access = access;
        this.plans = plans;
        this.rateLimits = List.copyOf(rateLimits);
        this.meters = meters;
        this.onTrialEnd = onTrialEnd;
        this.onSubscriptionEnd = onSubscriptionEnd;
        this.alerts = alerts;
        this.settings = settings;
    }

    /**
     * Loads a file, with the environment of this process over it.
     *
     * @param file the file
     * @return the configuration
     * @throws InvalidConfigException if the file cannot be read or anything in it is wrong
     */
    public static TenancyConfig load(Path file) {
        return load(file, System.getenv());
    }

    /**
     * Loads a file, with a given environment over it.
     *
     * @param file the file
     * @param environment the environment variables
     * @return the configuration
     * @throws InvalidConfigException if the file cannot be read or anything in it is wrong
     */
    public static TenancyConfig load(Path file, Map<String, String> environment) {
        Objects.requireNonNull(file, "file");
        return new ConfigReader(file, Map.copyOf(environment)).read();
    }

    /**
     * The configuration of a program that has no file.
     *
     * @param environment the environment variables
     * @return connections from the environment, and defaults
     */
    public static TenancyConfig fromEnvironment(Map<String, String> environment) {
        return new TenancyConfig(
                new ApplicationSettings(null, null, null),
                Connections.none(Map.copyOf(environment)),
                List.of(),
                IsolationSettings.DEFAULTS,
                RoleCatalog.EMPTY,
                PlanCatalog.EMPTY,
                List.of(),
                MeterCatalog.EMPTY,
                EndPolicy.parse("suspend"),
                EndPolicy.parse("suspend"),
                AlertSettings.NONE,
                SettingCatalog.EMPTY);
    }

    /**
     * The section {@code application}.
     *
     * @return its settings, all null if the file has no such section
     */
    public ApplicationSettings application() {
        return application;
    }

    /**
     * How to connect in a role.
     *
     * @param role the role
     * @return URL, user and password
     * @throws ConnectionNotConfiguredException if file and environment do not describe it, or it refers to an environment variable
     *     that is not set
     * @throws InvalidConfigException if the URL, once its variables are known, is none of PostgreSQL or holds a password
     */
    public ConnectionSettings connection(ConnectionRole role) {
        return connections.require(role);
    }

    /**
     * Whether a connection is described by anything of its own. It may still refer to a variable that is not set.
     *
     * @param role the role
     * @return false if {@link #connection} would find nothing
     */
    public boolean hasConnection(ConnectionRole role) {
        return connections.has(role);
    }

    /**
     * Where the application's migrations stand.
     *
     * @return Flyway locations, {@code classpath:..} or {@code filesystem:..} with an absolute path; empty if the file names none.
     *     Whether a folder exists is not checked
     */
    public List<String> migrations() {
        return migrations;
    }

    /**
     * The section {@code isolation}.
     *
     * @return its settings, or defaults
     */
    public IsolationSettings isolation() {
        return isolation;
    }

    @Override
    public String toString() {
        @Nullable String name = application.name();
        return "TenancyConfig[" + (name == null ? "no name" : name) + "]";
    }

    /**
     * The sections {@code permissions} and {@code roles}: what may be granted, and the roles that every tenant has.
     *
     * @return the catalogue, empty if the file has no such sections
     */
    public RoleCatalog access() {
        return access;
    }

    /**
     * The sections {@code features} and {@code plans}: what plans differ in, and what is sold now. Versions are counted by the database
     * when plans are published; here each is 1.
     *
     * @return the catalogue, empty if the file has no such sections
     */
    public PlanCatalog plans() {
        return plans;
    }

    /**
     * The section {@code rateLimits}.
     *
     * @return the limits in the file's order, empty if the file has no such section
     */
    public List<RateLimit> rateLimits() {
        return rateLimits;
    }

    /**
     * What tenants may have their own way: the section {@code settings}.
     *
     * @return the catalogue; empty if the file says nothing
     */
    public SettingCatalog settings() {
        return settings;
    }

    /**
     * Who is told what: the section {@code alerts}.
     *
     * @return rules and sinks
     */
    public AlertSettings alerts() {
        return alerts;
    }

    /**
     * What API keys are hashed with: the environment variable {@code TENANCY_KEY_PEPPERS}.
     *
     * @return the peppers; {@link Peppers#none()} if the variable is not set
     * @throws IllegalArgumentException if it cannot be read
     */
    public Peppers peppers() {
        return connections.variable(Peppers.VARIABLE).map(Peppers::parse).orElseGet(Peppers::none);
    }

    /**
     * What secrets are sealed with before they are stored: the environment variable {@code TENANCY_KEYSET}.
     *
     * @return the keys; empty if the variable is not set
     * @throws io.tenancy.TenancyException with {@link io.tenancy.ErrorCode#KEYSET_MISSING} if it cannot be read
     */
    public Optional<SecretKeyset> secretKeyset() {
        return connections.variable(SecretKeyset.VARIABLE).map(SecretKeyset::parse);
    }

    /**
     * The section {@code meters}: what the application counts of what its tenants use.
     *
     * @return the meters, none if the file has no such section
     */
    public MeterCatalog meters() {
        return meters;
    }

    /**
     * What becomes of a tenant whose trial ends.
     *
     * @return as {@code onTrialEnd} says; suspend if it says nothing
     */
    public EndPolicy onTrialEnd() {
        return onTrialEnd;
    }

    /**
     * What becomes of a tenant whose subscription ends.
     *
     * @return as {@code onSubscriptionEnd} says; suspend if it says nothing
     */
    public EndPolicy onSubscriptionEnd() {
        return onSubscriptionEnd;
    }
}
