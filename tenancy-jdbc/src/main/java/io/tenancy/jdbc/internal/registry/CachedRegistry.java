package io.tenancy.jdbc.internal.registry;

import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Source, cache and feed, put together. Thread-safe; closing ends the feed's thread. */
public final class CachedRegistry implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final RegistrySource source;
    private final TenantCache cache;
    private final RegistryFeed feed;

    /**
     * Puts them together and starts the feed.
     *
     * @param app answers look-ups
     * @param listen hears of changes, or null
     * @param timeToLive how long an unconfirmed answer is good
     * @param staleBound how long an answer is served while the database is down
     */
    public CachedRegistry(DataSource app, @Nullable DataSource listen, Duration timeToLive, Duration staleBound) {
        LongSupplier ticker = System::nanoTime;
        this.source = new RegistrySource(app);
        this.cache = new TenantCache(source::ask, ticker, timeToLive, staleBound);
        this.feed = new RegistryFeed(cache, source, listen, ticker, INTERVAL);
        feed.start();
    }

    /**
     * Finds a tenant.
     *
     * @param lookup the question
     * @return the answer
     */
    public Optional<Tenant> find(Lookup lookup) {
        return cache.find(lookup);
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
        return cache.size();
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
