package io.tenancy.jdbc.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.cache.TenantCache;
import io.tenancy.cache.TenantCacheSettings;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantContextMissingException;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantNotActiveException;
import io.tenancy.tenant.TenantStatus;
import io.tenancy.tenant.TenantStore;
import io.tenancy.testing.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantCacheTest {
    private static final Attribution OPS = new Attribution("ops:anna", "test");
    private static TenancyDatabase database;
    private static TenantRegistry registry;
    private static JdbcTenancy tenancy;
    private static int tenants;

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private Tenant acme;
    private Tenant other;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
        SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00Z"));
        registry = TenantRegistry.over(database.admin(), clock);
        tenancy = JdbcTenancy.builder()
                .app(database.app())
                .listen(database.app())
                .clock(clock)
                .build();
    }

    @AfterAll
    static void stop() {
        tenancy.close();
        database.close();
    }

    @BeforeEach
    void tenants() {
        acme = registry.create(TenantKey.of("acme" + tenants), "Acme", OPS);
        other = registry.create(TenantKey.of("other" + tenants++), "Other", OPS);
    }

    /** What it loads tells for whom, and who asked. */
    private String load(String key) {
        TenantBinding binding = TenantContext.required();
        Principal principal = binding.principal();
        return key + " of " + binding.tenant().id() + " " + binding.branchIds() + " "
                + (principal == null ? "-" : principal.id()) + " load " + loads.incrementAndGet();
    }

    private TenantCache<String, String> cache() {
        return tenancy.cache(TenantCacheSettings.named("prices"), this::load);
    }

    private CaffeineTenantCache<String, String> plain(TenantCacheSettings settings) {
        Map<TenantId, Tenant> known = Map.of(acme.id(), acme, other.id(), other);
        TenantStore store = new TenantStore() {
            @Override
            public Optional<Tenant> findByKey(TenantKey key) {
                return Optional.empty();
            }

            @Override
            public Optional<Tenant> findById(TenantId id) {
                return Optional.ofNullable(known.get(id));
            }

            @Override
            public Optional<Tenant> findByDomain(String domain) {
                return Optional.empty();
            }
        };
        return new CaffeineTenantCache<>(settings, this::load, store, nanos::get);
    }

    private static String get(TenantCache<String, String> cache, Tenant tenant, String key) {
        try (TenantScope scope = TenantContext.bind(tenant)) {
            return cache.get(key);
        }
    }

    private static String get(TenantCache<String, String> cache, TenantBinding binding) {
        try (TenantScope scope = TenantContext.bind(binding)) {
            return cache.get("a");
        }
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a second").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void eachTenantHasItsOwn() {
        // snippet: cache
        TenantCache<String, String> cache = tenancy.cache(
                TenantCacheSettings.named("prices").atMost(1_000, 100_000).expireAfter(Duration.ofMinutes(10)),
                key -> load(key)); // inside the bound tenant
        // end
        String mine = get(cache, acme, "a");
        assertThat(mine).contains(acme.id().toString());
        assertThat(get(cache, acme, "a")).isSameAs(mine);
        assertThat(get(cache, other, "a"))
                .contains(other.id().toString())
                .doesNotContain(acme.id().toString());
        assertThat(loads).hasValue(2);
        assertThat(cache.statistics().hitRate()).isEqualTo(1.0 / 3);
        assertThat(cache.statistics().tenants()).isEqualTo(2);
        assertThatExceptionOfType(TenantContextMissingException.class).isThrownBy(() -> cache.get("a"));
    }

    @Test
    void whoSeesOtherBranchesHasAnotherValueAndNobodyGetsWhatDependsOnWhoAskedFirst() {
        TenantCache<String, String> cache = cache();
        Principal ann = new Principal(UUID.randomUUID(), "ann", PrincipalKind.USER);
        TenantBinding whole = TenantBinding.of(acme).withPrincipal(ann);
        TenantBinding north = whole.withBranches(Set.of(UUID.randomUUID()));
        assertThat(get(cache, north)).contains(north.branchIds().toString()).contains(" - ");
        assertThat(get(cache, whole)).contains("[]").contains(" - ");
        assertThat(get(cache, TenantBinding.of(acme))).isEqualTo(get(cache, whole));

        TenantCache<String, String> personal =
                tenancy.cache(TenantCacheSettings.named("own").forEachPrincipal(), this::load);
        assertThat(get(personal, whole)).contains(ann.id().toString());
        assertThat(get(personal, TenantBinding.of(acme))).contains(" - ");
    }

    @Test
    void aSuspendedTenantIsDroppedAndGetsNothingWithinASecond() {
        TenantCache<String, String> cache = cache();
        String before = get(cache, acme, "a");
        get(cache, other, "a");
        registry.suspend(acme.id(), OPS);
        eventually(() -> cache.statistics().drops() == 1);
        try (TenantScope scope = TenantContext.bind(acme)) {
            assertThatExceptionOfType(TenantNotActiveException.class).isThrownBy(() -> cache.get("a"));
            assertThatExceptionOfType(TenantNotActiveException.class).isThrownBy(() -> cache.find("a"));
        }
        assertThat(cache.statistics().tenants()).isEqualTo(1);
        registry.activate(acme.id(), OPS);
        eventually(() -> tenancy.tenants().findById(acme.id()).orElseThrow().status() == TenantStatus.ACTIVE);
        assertThat(get(cache, acme, "a")).isNotEqualTo(before);
    }

    @Test
    void whatChangesInTheRegistryDropsWhatTheTenantHas() {
        TenantCache<String, String> cache = cache();
        get(cache, acme, "a");
        registry.putSetting(acme.id(), "theme", "\"dark\"", OPS);
        eventually(() -> cache.statistics().drops() == 1);
        assertThat(get(cache, acme, "a")).endsWith("load 2");
    }

    @Test
    void aLoadThatIsOvertakenByAChangeIsNotKept() throws Exception {
        isNotKept(cache -> cache.changed(acme.id()));
        isNotKept(cache -> cache.changed(null));
        isNotKept(cache -> {
            try (TenantScope scope = TenantContext.bind(acme)) {
                cache.invalidate("a");
            }
        });
    }

    private void isNotKept(Consumer<CaffeineTenantCache<String, String>> change) throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        CaffeineTenantCache<String, String> slow = new CaffeineTenantCache<>(
                TenantCacheSettings.named("slow"),
                key -> {
                    loading.countDown();
                    await(changed);
                    return load(key);
                },
                tenancy.tenants(),
                nanos::get);
        ExecutorService crew = Executors.newSingleThreadExecutor();
        Future<String> first = crew.submit(() -> get(slow, acme, "a"));
        await(loading);
        change.accept(slow);
        changed.countDown();
        String stale = first.get(20, TimeUnit.SECONDS);
        crew.shutdownNow();
        assertThat(get(slow, acme, "a")).isNotEqualTo(stale);
        assertThat(slow.statistics().entries()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTenantThatAsksForMuchLosesItsOwnAndNobodyElses() {
        CaffeineTenantCache<String, String> cache =
                plain(TenantCacheSettings.named("x").atMost(10, 1000));
        String kept = get(cache, other, "a");
        for (int i = 0; i < 500; i++) {
            get(cache, acme, "key " + i);
        }
        assertThat(cache.statistics().entries()).isLessThanOrEqualTo(11);
        assertThat(cache.statistics().evictions()).isGreaterThanOrEqualTo(490);
        assertThat(get(cache, other, "a")).isSameAs(kept);
    }

    @Test
    void whenAllTogetherHaveTooMuchWhoAskedLongestAgoMakesRoom() {
        CaffeineTenantCache<String, String> cache =
                plain(TenantCacheSettings.named("x").atMost(10, 12));
        for (Tenant tenant : List.of(acme, other)) {
            for (int i = 0; i < 8; i++) {
                nanos.incrementAndGet();
                get(cache, tenant, "key " + i);
            }
        }
        assertThat(cache.statistics().entries()).isEqualTo(8);
        assertThat(cache.statistics().evictions()).isEqualTo(8);
        assertThat(cache.statistics().tenants()).isEqualTo(1);
    }

    @Test
    void valuesExpireAndAreForgottenOnDemandAndFailuresAreNotKept() {
        CaffeineTenantCache<String, String> cache =
                plain(TenantCacheSettings.named("x").expireAfter(Duration.ofSeconds(10)));
        get(cache, acme, "a");
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(get(cache, acme, "a")).endsWith("load 2");
        get(cache, acme, "b");
        try (TenantScope scope = TenantContext.bind(acme)) {
            cache.invalidate("a");
            assertThat(cache.find("a")).isEmpty();
            assertThat(cache.find("b")).isPresent();
            cache.invalidateAll();
            assertThat(cache.find("b")).isEmpty();
        }
        TenantCache<String, String> failing = tenancy.cache(TenantCacheSettings.named("f"), key -> {
            throw new IllegalStateException("no " + key);
        });
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> get(failing, acme, "a"));
        }
        assertThat(failing.statistics().failures()).isEqualTo(3);
        assertThat(failing.statistics().entries()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TenantCacheSettings.named("x").atMost(10, 5));
    }
}
