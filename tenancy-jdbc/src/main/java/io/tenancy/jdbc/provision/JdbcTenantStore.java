package io.tenancy.jdbc.provision;

import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.jdbc.internal.registry.CachedRegistry;
import io.tenancy.jdbc.internal.registry.Lookup;
import io.tenancy.jdbc.internal.registry.RegistrySource;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The registry as the application sees it: exact look-ups through the resolver functions, remembered. In steady state a look-up asks
 * nobody; any number of threads that miss the same tenant at once ask once; unknown tenants are remembered too.
 *
 * <p>One background thread hears of changes: at once through the listen connection, else by a poll every 2 s. What cannot be confirmed
 * is asked again after 5 s; while the database is down, what is known is served for at most 60 s, then look-ups throw
 * {@link io.tenancy.tenant.RegistryUnavailableException}. Thread-safe; close it to end the thread. It never closes the data sources.
 *
 * <pre>{@code
 * try (JdbcTenantStore tenants = JdbcTenantStore.builder(appPool).listen(direct).build()) {
 *     Tenant tenant = tenants.requireByKey(TenantKey.of("bergen")).requireActive();
 * }
 * }</pre>
 */
public final class JdbcTenantStore implements TenantStore, AutoCloseable {
    private final CachedRegistry registry;

    private JdbcTenantStore(Builder builder) {
        this.registry = new CachedRegistry(
                builder.app, builder.listen, builder.timeToLive, builder.staleBound, builder.features, builder.now);
    }

    /**
     * Starts a store.
     *
     * @param app connects as {@code tenancy_app}, not wrapped by Tenancy
     * @return a builder
     */
    public static Builder builder(DataSource app) {
        return new Builder(app);
    }

    /**
     * A store that remembers nothing: one query per look-up, no thread, nothing to close.
     *
     * @param app connects as {@code tenancy_app}, not wrapped by Tenancy
     * @return the plain store
     */
    public static TenantStore uncached(DataSource app) {
        return new UncachedTenantStore(new RegistrySource(app));
    }

    @Override
    public Optional<Tenant> findByKey(TenantKey key) {
        return registry.find(new Lookup(Lookup.By.KEY, key.value()));
    }

    @Override
    public Optional<Tenant> findById(TenantId id) {
        return registry.find(new Lookup(Lookup.By.ID, id.toString()));
    }

    @Override
    public Optional<Tenant> findByDomain(String domain) {
        return registry.find(new Lookup(Lookup.By.DOMAIN, domain));
    }

    /**
     * What a tenant has, remembered as the tenant itself is: in steady state nobody is asked, and a change is seen as soon.
     *
     * @param tenant the tenant
     * @return the snapshot; of a tenant without a plan, or unknown, one that denies everything
     * @throws io.tenancy.tenant.RegistryUnavailableException if the registry cannot be asked, and what is remembered is too old
     * @throws io.tenancy.entitlement.FeatureMismatchException if what is held does not fit what the application declares
     * @throws IllegalStateException if the store was built without features
     */
    public Entitlements entitlements(TenantId tenant) {
        return registry.entitlements(tenant);
    }

    /**
     * Forgets what this node remembers of a tenant, so that a change which this node made is seen here at once; others hear of it as
     * ever. What applications change through {@link io.tenancy.jdbc.JdbcTenancy} is forgotten by itself.
     *
     * @param tenant whose plan, roles, keys or status changed
     */
    public void forget(TenantId tenant) {
        registry.changed(tenant);
    }

    /**
     * Remembers answers of any kind as tenants are remembered: dropped at once when a change of their tenant is announced, all of them
     * when nobody knows what changed. Many threads that ask the same at once ask the source once. At most 50,000 answers.
     *
     * @param source answers a question, and throws {@link io.tenancy.tenant.RegistryUnavailableException} if it cannot ask
     * @param relation whose change makes an answer wrong
     * @param timeToLive how long an answer is good without being confirmed
     * @param staleBound how long it is served while the database is down; zero to fail at once
     * @param <Q> the questions, with {@code equals}
     * @param <A> the answers, immutable
     * @return asks the memory, then the source; thread-safe
     */
    public <Q, A> Function<Q, A> remember(
            Function<Q, A> source, Relation<Q, A> relation, Duration timeToLive, Duration staleBound) {
        return registry.remember(source, relation::concerns, timeToLive, staleBound);
    }

    /**
     * Tells of every change of the registry, as soon as it is heard of.
     *
     * @param listener is given the tenant of which something changed, or null if nobody knows what changed; called on the store's thread, so
     *     it returns soon and throws nothing
     */
    public void listen(Consumer<@Nullable TenantId> listener) {
        registry.listen(listener);
    }

    /**
     * Which tenant's change makes an answer wrong.
     *
     * @param <Q> the questions
     * @param <A> the answers
     */
    @FunctionalInterface
    public interface Relation<Q, A> {
        /**
         * Whether the answer has to be asked for again.
         *
         * @param question the question
         * @param answer what is remembered
         * @param changed the tenant of which something changed
         * @return true if it does
         */
        boolean concerns(Q question, A answer, TenantId changed);
    }

    @Override
    public void close() {
        registry.close();
    }

    /**
     * How the store is doing, for {@code doctor} and for metrics.
     *
     * @return a snapshot
     */
    public Health health() {
        return new Health(Feed.valueOf(registry.feed()), registry.size(), registry.queries());
    }

    /** How the store hears of changes. */
    public enum Feed {
        /** Not at all yet. */
        STARTING,
        /** At once, through the listen connection. */
        LISTENING,
        /** By asking every two seconds. */
        POLLING,
        /** Not at all: the database does not answer. */
        DOWN
    }

    /**
     * How the store is doing.
     *
     * @param feed how it hears of changes
     * @param remembered about how many answers it remembers
     * @param queries how many look-ups asked the database since the start
     */
    public record Health(Feed feed, long remembered, long queries) {}

    /** Collects the options of a {@link JdbcTenantStore}. Not thread-safe. */
    public static final class Builder {
        private final DataSource app;
        private @Nullable DataSource listen;
        private Duration timeToLive = Duration.ofSeconds(5);
        private Duration staleBound = Duration.ofSeconds(60);
        private List<Feature> features = List.of();
        private Supplier<Instant> now = () -> {
            throw new IllegalStateException("features(..) was not called, so nobody knows what plans differ in");
        };

        private Builder(DataSource app) {
            this.app = Objects.requireNonNull(app, "app");
        }

        /**
         * Hears of changes at once.
         *
         * @param direct connects to the server itself, not through a transaction pooler, as any role of Tenancy; one connection is
         *     held open
         * @return this
         */
        public Builder listen(DataSource direct) {
            this.listen = Objects.requireNonNull(direct, "direct");
            return this;
        }

        /**
         * How long an answer is good without being confirmed; default 5 s.
         *
         * @param duration more than zero
         * @return this
         */
        public Builder timeToLive(Duration duration) {
            this.timeToLive = positive("timeToLive", duration);
            return this;
        }

        /**
         * How long an answer is served while the database is down; default 60 s.
         *
         * @param duration more than zero
         * @return this
         */
        public Builder staleBound(Duration duration) {
            this.staleBound = positive("staleBound", duration);
            return this;
        }

        /**
         * What the application declares that plans differ in. Without, {@link JdbcTenantStore#entitlements} refuses.
         *
         * @param declared the features
         * @param clock says which overrides have ended
         * @return this
         */
        public Builder features(Collection<Feature> declared, Clock clock) {
            this.features = List.copyOf(declared);
            this.now = Objects.requireNonNull(clock, "clock")::instant;
            return this;
        }

        private static Duration positive(String name, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be more than zero, not " + duration);
            }
            return duration;
        }

        /**
         * Makes the store and starts its thread. Opens no connection before that thread or the first look-up does.
         *
         * @return the store
         */
        public JdbcTenantStore build() {
            return new JdbcTenantStore(this);
        }
    }
}
