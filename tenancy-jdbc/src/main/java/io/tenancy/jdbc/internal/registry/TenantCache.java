package io.tenancy.jdbc.internal.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the registry. An answer is fresh while somebody confirms that nothing changed since, or for a short time on
 * its own; what is no longer fresh is asked again, by one thread for all. While the database is down an old answer is better than
 * none, up to a bound. Thread-safe; time comes from a ticker in nanoseconds.
 */
final class TenantCache {
    private static final int MOST_ENTRIES = 50_000;
    /** How long somebody who has an old answer waits for whoever fetches the new one. */
    private static final long PATIENCE_MILLIS = 250;

    private final Function<Lookup, Optional<Tenant>> source;
    private final LongSupplier ticker;
    private final long timeToLive;
    private final long staleBound;
    private final Cache<Lookup, Entry> entries =
            Caffeine.newBuilder().maximumSize(MOST_ENTRIES).build();
    private final ConcurrentHashMap<Lookup, CompletableFuture<Optional<Tenant>>> loading = new ConcurrentHashMap<>();
    /** Grows when something may have changed: an answer that was asked for before is not remembered. */
    private final AtomicLong generation = new AtomicLong();

    private volatile Knowledge knowledge;
    private volatile boolean down;

    TenantCache(
            Function<Lookup, Optional<Tenant>> source, LongSupplier ticker, Duration timeToLive, Duration staleBound) {
        this.source = source;
        this.ticker = ticker;
        this.timeToLive = timeToLive.toNanos();
        this.staleBound = staleBound.toNanos();
        long now = ticker.getAsLong();
        this.knowledge = new Knowledge(now, now, now);
    }

    private record Entry(Optional<Tenant> answer, long loadedAt) {}

    /**
     * What the feed knows.
     *
     * @param confirmedAt nothing changed between changedAt and then
     * @param changedAt something changed before then; what was loaded earlier must be asked again
     * @param confirmedBefore what confirmedAt was before that change
     */
    private record Knowledge(long confirmedAt, long changedAt, long confirmedBefore) {}

    Optional<Tenant> find(Lookup lookup) {
        Entry known = entries.getIfPresent(lookup);
        long now = ticker.getAsLong();
        if (known != null && (isFresh(known, now) || (down && isBearable(known, now)))) {
            return known.answer;
        }
        return refresh(lookup, known);
    }

    private boolean isFresh(Entry entry, long now) {
        Knowledge known = knowledge;
        return entry.loadedAt - known.changedAt >= 0 && now - later(entry.loadedAt, known.confirmedAt) <= timeToLive;
    }

    private boolean isBearable(Entry entry, long now) {
        Knowledge known = knowledge;
        long confirmed = entry.loadedAt - known.changedAt >= 0 ? known.confirmedAt : known.confirmedBefore;
        return now - later(entry.loadedAt, confirmed) <= staleBound;
    }

    /** Tickers may overflow, so only differences count. */
    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }

    private Optional<Tenant> refresh(Lookup lookup, @Nullable Entry old) {
        CompletableFuture<Optional<Tenant>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Tenant>> running = loading.putIfAbsent(lookup, mine);
        if (running != null) {
            return await(lookup, running, old);
        }
        try {
            Entry known = entries.getIfPresent(lookup);
            Optional<Tenant> answer = known != null && isFresh(known, ticker.getAsLong()) ? known.answer : load(lookup);
            mine.complete(answer);
            return answer;
        } catch (RegistryUnavailableException e) {
            mine.completeExceptionally(e);
            return bearable(old, e);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            loading.remove(lookup, mine);
        }
    }

    private Optional<Tenant> load(Lookup lookup) {
        long before = generation.get();
        long asked = ticker.getAsLong();
        Optional<Tenant> answer = source.apply(lookup);
        entries.put(lookup, new Entry(answer, asked));
        if (generation.get() != before) {
            // Something changed while the answer was on its way; it may be from before.
            entries.invalidate(lookup);
        }
        return answer;
    }

    private Optional<Tenant> await(Lookup lookup, CompletableFuture<Optional<Tenant>> running, @Nullable Entry old) {
        try {
            boolean canWaitLess = old != null && isBearable(old, ticker.getAsLong());
            return canWaitLess ? running.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) : running.get();
        } catch (TimeoutException e) {
            return bearable(old, new RegistryUnavailableException(lookup.value(), e));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return bearable(old, new RegistryUnavailableException(lookup.value(), cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(lookup.value(), e);
        }
    }

    private Optional<Tenant> bearable(@Nullable Entry old, RegistryUnavailableException reason) {
        if (old != null && isBearable(old, ticker.getAsLong())) {
            return old.answer;
        }
        throw reason;
    }

    /** Nothing has changed up to a moment. */
    void confirm(long at) {
        down = false;
        Knowledge known = knowledge;
        knowledge = new Knowledge(later(at, known.confirmedAt), known.changedAt, known.confirmedBefore);
    }

    /** Something has changed before a moment, nobody knows what. */
    void changed(long at) {
        down = false;
        generation.incrementAndGet();
        Knowledge known = knowledge;
        knowledge = new Knowledge(at, at, known.confirmedAt);
    }

    /** One tenant has changed; keys and domains that were nobody's may now be its own. */
    void changed(TenantId tenant) {
        generation.incrementAndGet();
        entries.asMap()
                .values()
                .removeIf(entry ->
                        entry.answer.map(known -> known.id().equals(tenant)).orElse(true));
    }

    /** The database does not answer. */
    void down() {
        down = true;
    }

    long size() {
        return entries.estimatedSize();
    }
}
