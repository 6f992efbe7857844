package io.tenancy.jdbc.internal.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.TenantId;
import java.time.Duration;
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
 * What is remembered of the registry, by question. An answer is fresh while somebody confirms that nothing changed since, or for a short time on
 * its own; what is no longer fresh is asked again, by one thread for all. While the database is down an old answer is better than
 * none, up to a bound. Thread-safe; time comes from a ticker in nanoseconds.
 */
public final class RegistryCache<Q, A> implements RegistryWatcher {
    private static final int MOST_ENTRIES = 50_000;
    /** How long somebody who has an old answer waits for whoever fetches the new one. */
    private static final long PATIENCE_MILLIS = 250;

    private final Function<Q, A> source;
    private final Concern<Q, A> concerns;
    private final LongSupplier ticker;
    private final long timeToLive;
    private final long staleBound;
    private final Cache<Q, Entry<A>> entries =
            Caffeine.newBuilder().maximumSize(MOST_ENTRIES).build();
    private final ConcurrentHashMap<Q, CompletableFuture<A>> loading = new ConcurrentHashMap<>();
    /** Grows when something may have changed: an answer that was asked for before is not remembered. */
    private final AtomicLong generation = new AtomicLong();

    private volatile Knowledge knowledge;
    private volatile boolean down;

    RegistryCache(
            Function<Q, A> source,
            Concern<Q, A> concerns,
            LongSupplier ticker,
            Duration timeToLive,
            Duration staleBound) {
        this.source = source;
        this.concerns = concerns;
        this.ticker = ticker;
        this.timeToLive = timeToLive.toNanos();
        this.staleBound = staleBound.toNanos();
        long now = ticker.getAsLong();
        this.knowledge = new Knowledge(now, now, now);
    }

    /**
     * Which answers a change of a tenant may make wrong.
     *
     * @param <Q> the questions
     * @param <A> the answers
     */
    @FunctionalInterface
    public interface Concern<Q, A> {
        /**
         * Whether an answer may be wrong.
         *
         * @param question the question
         * @param answer the answer
         * @param changed whose change it is
         * @return true if it is to be forgotten
         */
        boolean test(Q question, A answer, TenantId changed);
    }

    private record Entry<A>(A answer, long loadedAt) {}

    /**
     * What the feed knows.
     *
     * @param confirmedAt nothing changed between changedAt and then
     * @param changedAt something changed before then; what was loaded earlier must be asked again
     * @param confirmedBefore what confirmedAt was before that change
     */
    private record Knowledge(long confirmedAt, long changedAt, long confirmedBefore) {}

    A find(Q question) {
        Entry<A> known = entries.getIfPresent(question);
        long now = ticker.getAsLong();
        if (known != null && (isFresh(known, now) || (down && isBearable(known, now)))) {
            return known.answer;
        }
        return refresh(question, known);
    }

    private boolean isFresh(Entry<A> entry, long now) {
        Knowledge known = knowledge;
        return entry.loadedAt - known.changedAt >= 0 && now - later(entry.loadedAt, known.confirmedAt) <= timeToLive;
    }

    private boolean isBearable(Entry<A> entry, long now) {
        Knowledge known = knowledge;
        long confirmed = entry.loadedAt - known.changedAt >= 0 ? known.confirmedAt : known.confirmedBefore;
        return now - later(entry.loadedAt, confirmed) <= staleBound;
    }

    /** Tickers may overflow, so only differences count. */
    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }

    private A refresh(Q question, @Nullable Entry<A> old) {
        CompletableFuture<A> mine = new CompletableFuture<>();
        CompletableFuture<A> running = loading.putIfAbsent(question, mine);
        if (running != null) {
            return await(question, running, old);
        }
        try {
            Entry<A> known = entries.getIfPresent(question);
            A answer = known != null && isFresh(known, ticker.getAsLong()) ? known.answer : load(question);
            mine.complete(answer);
            return answer;
        } catch (RegistryUnavailableException e) {
            mine.completeExceptionally(e);
            return bearable(old, e);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            loading.remove(question, mine);
        }
    }

    private A load(Q question) {
        long before = generation.get();
        long asked = ticker.getAsLong();
        A answer = source.apply(question);
        entries.put(question, new Entry<>(answer, asked));
        if (generation.get() != before) {
            // Something changed while the answer was on its way; it may be from before.
            entries.invalidate(question);
        }
        return answer;
    }

    private A await(Q question, CompletableFuture<A> running, @Nullable Entry<A> old) {
        try {
            boolean canWaitLess = old != null && isBearable(old, ticker.getAsLong());
            return canWaitLess ? running.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) : running.get();
        } catch (TimeoutException e) {
            return bearable(old, new RegistryUnavailableException(question.toString(), e));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return bearable(old, new RegistryUnavailableException(question.toString(), cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(question.toString(), e);
        }
    }

    private A bearable(@Nullable Entry<A> old, RegistryUnavailableException reason) {
        if (old != null && isBearable(old, ticker.getAsLong())) {
            return old.answer;
        }
        throw reason;
    }

    @Override
    public void confirm(long at) {
        down = false;
        Knowledge known = knowledge;
        knowledge = new Knowledge(later(at, known.confirmedAt), known.changedAt, known.confirmedBefore);
    }

    @Override
    public void changed(long at) {
        down = false;
        generation.incrementAndGet();
        Knowledge known = knowledge;
        knowledge = new Knowledge(at, at, known.confirmedAt);
    }

    @Override
    public void changed(TenantId tenant) {
        generation.incrementAndGet();
        entries.asMap().entrySet().removeIf(entry -> concerns.test(entry.getKey(), entry.getValue().answer, tenant));
    }

    @Override
    public void down() {
        down = true;
    }

    long size() {
        return entries.estimatedSize();
    }
}
