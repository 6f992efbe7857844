package io.tenancy.jdbc.internal.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tenancy.authorization.Principal;
import io.tenancy.cache.CacheStatistics;
import io.tenancy.cache.TenantCache;
import io.tenancy.cache.TenantCacheSettings;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantNotFoundException;
import io.tenancy.tenant.TenantStore;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One cache for each tenant. What changes drops a tenant's cache as a whole: a load that is on its way then fills one that nobody asks any
 * more. Thread-safe.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class CaffeineTenantCache<K, V> implements TenantCache<K, V> {
    private final TenantCacheSettings settings;
    private final Function<K, V> loader;
    private final TenantStore registry;
    private final Ticker ticker;
    private final ConcurrentHashMap<TenantId, Own<K, V>> tenants = new ConcurrentHashMap<>();
    private final AtomicLong entries = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder drops = new LongAdder();

    /** What a value depends on besides its tenant. */
    private record Question<K>(
            K key, SortedSet<UUID> branches, @Nullable UUID principal) {}

    /** What one tenant has. */
    private static final class Own<K, V> {
        private final Cache<Question<K>, V> values;
        private final AtomicInteger forgotten = new AtomicInteger();
        private volatile long askedAt;

        private Own(Cache<Question<K>, V> values, long now) {
            this.values = values;
            this.askedAt = now;
        }
    }

    /**
     * Makes a cache that hears of changes.
     *
     * @param settings how much it keeps
     * @param loader makes a value, inside the tenant
     * @param registry says who is active, and who has changed
     * @param <K> keys
     * @param <V> values
     * @return the cache
     */
    public static <K, V> CaffeineTenantCache<K, V> over(
            TenantCacheSettings settings, Function<K, V> loader, JdbcTenantStore registry) {
        CaffeineTenantCache<K, V> cache = new CaffeineTenantCache<>(settings, loader, registry, Ticker.systemTicker());
        registry.listen(cache::changed);
        return cache;
    }

    CaffeineTenantCache(TenantCacheSettings settings, Function<K, V> loader, TenantStore registry, Ticker ticker) {
        this.settings = settings;
        this.loader = loader;
        this.registry = registry;
        this.ticker = ticker;
    }

    @Override
    public V get(K key) {
        TenantBinding binding = active();
        Own<K, V> own = own(binding.tenant().id());
        Question<K> question = question(key, binding);
        V known = own.values.getIfPresent(question);
        if (known != null) {
            hits.increment();
            return known;
        }
        int before = own.forgotten.get();
        V value = Objects.requireNonNull(own.values.get(question, asked -> load(key, binding)));
        if (own.forgotten.get() != before) {
            // Something was forgotten while the value was on its way; it may be from before.
            own.values.invalidate(question);
        }
        if (tenants.get(binding.tenant().id()) != own) {
            own.values.invalidateAll();
        }
        makeRoom(binding.tenant().id());
        return value;
    }

    /** The tenant as it was bound may have changed since. */
    private TenantBinding active() {
        TenantBinding binding = TenantContext.required();
        TenantId id = binding.tenant().id();
        Object unused = registry.findById(id)
                .orElseThrow(() -> TenantNotFoundException.byId(id))
                .requireActive();
        return binding;
    }

    private Own<K, V> own(TenantId tenant) {
        Own<K, V> own = tenants.computeIfAbsent(tenant, id -> new Own<>(values(), ticker.read()));
        own.askedAt = ticker.read();
        return own;
    }

    private Cache<Question<K>, V> values() {
        return Caffeine.newBuilder()
                .maximumSize(settings.perTenant())
                .expireAfterWrite(settings.expireAfter())
                .ticker(ticker)
                .executor(Runnable::run)
                .<Question<K>, V>removalListener((question, value, cause) -> removed(cause))
                .build();
    }

    private void removed(RemovalCause cause) {
        if (cause != RemovalCause.REPLACED) {
            entries.decrementAndGet();
        }
        if (cause == RemovalCause.SIZE) {
            evictions.increment();
        }
    }

    private Question<K> question(K key, TenantBinding binding) {
        Principal principal = settings.perPrincipal() ? binding.principal() : null;
        return new Question<>(
                Objects.requireNonNull(key, "key"), binding.branchIds(), principal == null ? null : principal.id());
    }

    /** Without the principal, so that a value cannot depend on who happened to ask first. */
    private V load(K key, TenantBinding binding) {
        misses.increment();
        TenantBinding loading = settings.perPrincipal()
                ? binding
                : TenantBinding.of(binding.tenant()).withBranches(binding.branchIds());
        try (TenantScope scope = TenantContext.bind(loading)) {
            V value = Objects.requireNonNull(loader.apply(key), "a loader gives a value; use Optional for nothing");
            entries.incrementAndGet();
            return value;
        } catch (RuntimeException | Error e) {
            failures.increment();
            throw e;
        }
    }

    /** The tenants that asked longest ago lose all they have, until there is room; never the one that asks now. */
    private void makeRoom(TenantId asking) {
        while (entries.get() > settings.overall()) {
            Optional<Map.Entry<TenantId, Own<K, V>>> oldest = tenants.entrySet().stream()
                    .filter(one -> !one.getKey().equals(asking))
                    .min(Comparator.comparingLong(one -> one.getValue().askedAt));
            if (oldest.isEmpty()) {
                return;
            }
            evictions.add(remove(oldest.get().getKey()));
        }
    }

    @Override
    public Optional<V> find(K key) {
        TenantBinding binding = active();
        Own<K, V> own = tenants.get(binding.tenant().id());
        return own == null ? Optional.empty() : Optional.ofNullable(own.values.getIfPresent(question(key, binding)));
    }

    @Override
    public void invalidate(K key) {
        Own<K, V> own = tenants.get(TenantContext.required().tenant().id());
        if (own != null) {
            int unused = own.forgotten.incrementAndGet();
            own.values.asMap().keySet().removeIf(question -> question.key().equals(key));
        }
    }

    @Override
    public void invalidateAll() {
        changed(TenantContext.required().tenant().id());
    }

    /** Something of a tenant changed; null if nobody knows of which. */
    void changed(@Nullable TenantId tenant) {
        if (tenant == null) {
            tenants.keySet().forEach(one -> drops.add(remove(one)));
        } else {
            drops.add(remove(tenant));
        }
    }

    private long remove(TenantId tenant) {
        Own<K, V> own = tenants.remove(tenant);
        if (own == null) {
            return 0;
        }
        long before = own.values.estimatedSize();
        own.values.invalidateAll();
        return before;
    }

    @Override
    public CacheStatistics statistics() {
        return new CacheStatistics(
                hits.sum(),
                misses.sum(),
                failures.sum(),
                evictions.sum(),
                drops.sum(),
                Math.max(0, entries.get()),
                tenants.size());
    }
}
