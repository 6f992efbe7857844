package io.tenancy.jdbc.internal.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenancy.ratelimit.RateLimit;
import io.tenancy.ratelimit.RateLimitDecision;
import io.tenancy.ratelimit.RateLimits;
import io.tenancy.ratelimit.RateSubject;
import io.tenancy.ratelimit.SharedBuckets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes permits from blocks that it leases from shared buckets. Threads of its own ask the buckets, so that a server that hangs holds a
 * request for {@link #PATIENCE} at most, and a block is renewed before it is used up. Thread-safe; closing ends the threads.
 */
public final class LeasedRateLimits implements RateLimits, AutoCloseable {
    /** How long a request waits for the shared buckets in all. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int MOST_LEASES = 100_000;
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 10_000;

    private final SharedBuckets buckets;
    private final List<RateLimit> declared;
    private final Clock clock;
    private final Breaker breaker = new Breaker();
    private final Cache<Place, Lease> leases =
            Caffeine.newBuilder().maximumSize(MOST_LEASES).build();
    private final ThreadPoolExecutor asking;

    /**
     * Starts with no lease.
     *
     * @param buckets the shared buckets
     * @param declared what {@code tenancy.yaml} declares
     * @param clock the time by which buckets fill; nodes whose clocks differ see them fill earlier or later by the difference
     */
    public LeasedRateLimits(SharedBuckets buckets, Collection<RateLimit> declared, Clock clock) {
        this.buckets = buckets;
        this.declared = List.copyOf(declared);
        this.clock = clock;
        this.asking = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                LeasedRateLimits::thread);
        asking.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tenancy-rate-limits");
        thread.setDaemon(true);
        return thread;
    }

    private record Place(RateLimit limit, RateSubject subject) {}

    @Override
    public Collection<RateLimit> declared() {
        return declared;
    }

    @Override
    public RateLimitDecision check(RateLimit limit, RateSubject subject, long permits) {
        if (limit.by() != subject.by()) {
            throw new IllegalArgumentException(
                    "limit " + limit.name() + " counts by " + limit.by() + ", not by " + subject.by());
        }
        if (permits < 1 || permits > limit.capacity()) {
            throw new IllegalArgumentException("permits must be 1 to " + limit.capacity() + ", not " + permits);
        }
        Place place = new Place(limit, subject);
        Lease lease = leases.get(place, key -> new Lease(limit));
        RateLimitDecision known = lease.decide(permits, now());
        if (known == null) {
            return ask(place, lease, permits);
        }
        if (known.allowed() && lease.isLow(now()) && !breaker.isOpen()) {
            lease.renew(() -> fetch(place, lease, permits));
        }
        return known;
    }

    /** Several rounds: others may use up what one round brings. */
    private RateLimitDecision ask(Place place, Lease lease, long permits) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        @Nullable RateLimitDecision known = null;
        while (known == null && System.nanoTime() - deadline < 0 && breaker.mayAsk(now())) {
            if (!await(lease.renew(() -> fetch(place, lease, permits)), deadline)) {
                break;
            }
            known = lease.decide(permits, now());
        }
        return known != null ? known : outage(place.limit);
    }

    private CompletableFuture<Boolean> fetch(Place place, Lease lease, long permits) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        try {
            asking.execute(() -> done.complete(fetched(place, lease, permits)));
        } catch (RejectedExecutionException e) {
            breaker.failed(now(), e);
            done.complete(false);
        }
        return done;
    }

    private boolean fetched(Place place, Lease lease, long permits) {
        try {
            long wanted = Math.max(1, lease.missing(permits));
            SharedBuckets.Taken taken = buckets.take(place.limit, place.subject, wanted);
            lease.add(taken, wanted, now());
            breaker.succeeded();
            return true;
        } catch (RuntimeException e) {
            lease.failed();
            breaker.failed(now(), e);
            return false;
        }
    }

    private boolean await(CompletableFuture<Boolean> renewal, long deadline) {
        try {
            return renewal.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            breaker.failed(now(), e);
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a renewal does not fail exceptionally", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RateLimitDecision outage(RateLimit limit) {
        boolean allowed = limit.outage() == RateLimit.Outage.ALLOW;
        return new RateLimitDecision(limit, allowed, 0, Duration.ofSeconds(1), false);
    }

    private long now() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
