package io.tenancy.jdbc.internal.registry;

import io.tenancy.entitlement.Entitlements;
import io.tenancy.entitlement.Feature;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Source, cache and feed, put together. Thread-safe; closing ends the feed's thread. */
public final class CachedRegistry implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final RegistrySource source;
    private final RegistryCache<Lookup, Optional<Tenant>> tenants;
    private final RegistryCache<TenantId, HeldEntitlements> holdings;
    private final List<RegistryWatcher> watchers = new CopyOnWriteArrayList<>();
    private final RegistryFeed feed;
    private final LongSupplier ticker = System::nanoTime;
    private final Supplier<Instant> now;

    /**
     * Puts them together and starts the feed.
     *
     * @param app answers look-ups
     * @param listen hears of changes, or null
     * @param timeToLive how long an unconfirmed answer is good
     * @param staleBound how long an answer is served while the database is down
     * @param features what the application declares
     * @param now says which overrides have ended
     */
    public CachedRegistry(
            DataSource app,
            @Nullable DataSource listen,
            Duration timeToLive,
            Duration staleBound,
            Collection<Feature> features,
            Supplier<Instant> now) {
        this.now = now;
        this.source = new RegistrySource(app);
        this.tenants = new RegistryCache<>(
                source::ask,
                (question, answer, changed) ->
                        answer.map(known -> known.id().equals(changed)).orElse(true),
                ticker,
                timeToLive,
                staleBound);
        this.holdings = new RegistryCache<>(
                tenant -> new HeldEntitlements(features, source.holding(tenant), now.get()),
                (tenant, held, changed) -> tenant.equals(changed),
                ticker,
                timeToLive,
                staleBound);
        watchers.add(tenants);
        watchers.add(holdings);
        this.feed = new RegistryFeed(watchers, source, listen, ticker, INTERVAL);
        feed.start();
    }

    /**
     * Finds a tenant.
     *
     * @param lookup the question
     * @return the answer
     */
    public Optional<Tenant> find(Lookup lookup) {
        return tenants.find(lookup);
    }

    /**
     * Remembers answers of another kind, dropped like those of this registry.
     *
     * @param <Q> the questions
     * @param <A> the answers
     * @param question answers one
     * @param concerns which answers a change of a tenant may make wrong
     * @param timeToLive how long an unconfirmed answer is good
     * @param staleBound how long an answer is served while the database is down
     * @return asks the memory first
     */
    public <Q, A> Function<Q, A> remember(
            Function<Q, A> question, RegistryCache.Concern<Q, A> concerns, Duration timeToLive, Duration staleBound) {
        RegistryCache<Q, A> cache = new RegistryCache<>(question, concerns, ticker, timeToLive, staleBound);
        watchers.add(cache);
        return cache::find;
    }

    /**
     * Forgets what is remembered of a tenant.
     *
     * @param tenant which changed
     */
    public void changed(TenantId tenant) {
        watchers.forEach(watcher -> watcher.changed(tenant));
    }

    /**
     * Tells of every change.
     *
     * @param listener is given the tenant of which something changed; null if nobody knows what changed. Returns soon
     */
    public void listen(Consumer<@Nullable TenantId> listener) {
        watchers.add(new RegistryWatcher() {
            @Override
            public void confirm(long at) {}

            @Override
            public void changed(long at) {
                listener.accept(null);
            }

            @Override
            public void changed(TenantId tenant) {
                listener.accept(tenant);
            }

            @Override
            public void down() {}
        });
    }

    /**
     * What a tenant has.
     *
     * @param tenant the tenant
     * @return what its plan, add-ons and overrides give now
     */
    public Entitlements entitlements(TenantId tenant) {
        return holdings.find(tenant).at(now.get());
    }

    /**
     * How many look-ups asked the database.
     *
     * @return the count since the start
     */
    public long queries() {
        return source.queries();
    }

    /**
     * How many answers are remembered.
     *
     * @return about so many
     */
    public long size() {
        return tenants.size() + holdings.size();
    }

    /**
     * How changes are heard of.
     *
     * @return starting, listening, polling or down
     */
    public String feed() {
        return feed.state().name();
    }

    @Override
    public void close() {
        feed.close();
    }
}
