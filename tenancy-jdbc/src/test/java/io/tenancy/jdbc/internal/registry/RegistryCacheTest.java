package io.tenancy.jdbc.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegistryCacheTest {
    private static final Lookup ACME = new Lookup(Lookup.By.KEY, "acme");
    private static final Lookup NOBODY = new Lookup(Lookup.By.KEY, "nobody");
    private static final Tenant TENANT = Tenant.active(TenantId.of(UUID.randomUUID()), TenantKey.of("acme"));

    /** Near the overflow on purpose. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(7).toNanos());

    private final AtomicInteger queries = new AtomicInteger();
    private boolean broken;
    private Runnable whileAsking = () -> {};
    private final RegistryCache<Lookup, Optional<Tenant>> cache = new RegistryCache<>(
            this::ask,
            (question, answer, changed) ->
                    answer.map(known -> known.id().equals(changed)).orElse(true),
            nanos::get,
            Duration.ofSeconds(5),
            Duration.ofSeconds(60));

    private Optional<Tenant> ask(Lookup lookup) {
        queries.incrementAndGet();
        whileAsking.run();
        if (broken) {
            throw new RegistryUnavailableException(lookup.value(), new IllegalStateException("down"));
        }
        return lookup.equals(ACME) ? Optional.of(TENANT) : Optional.empty();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void answerIsRememberedForItsTimeAndThenAskedAgain() {
        for (int i = 0; i < 1000; i++) {
            assertThat(cache.find(ACME)).contains(TENANT);
        }
        assertThat(queries).hasValue(1);
        pass(Duration.ofSeconds(5));
        cache.find(ACME);
        assertThat(queries).hasValue(1);
        pass(Duration.ofNanos(1));
        cache.find(ACME);
        assertThat(queries).hasValue(2);
    }

    @Test
    void unknownTenantIsRememberedToo() {
        for (int i = 0; i < 1000; i++) {
            assertThat(cache.find(NOBODY)).isEmpty();
        }
        assertThat(queries).hasValue(1);
    }

    @Test
    void confirmedAnswerAsksNobodyHoweverOldItIs() {
        cache.find(ACME);
        for (int i = 0; i < 10_000; i++) {
            pass(Duration.ofSeconds(2));
            cache.confirm(nanos.get());
            cache.find(ACME);
        }
        assertThat(queries).hasValue(1);
    }

    @Test
    void unexplainedChangeMakesEverythingBeAskedAgain() {
        cache.find(ACME);
        cache.find(NOBODY);
        pass(Duration.ofMillis(1));
        cache.changed(nanos.get());
        cache.find(ACME);
        cache.find(NOBODY);
        assertThat(queries).hasValue(4);
    }

    @Test
    void changeOfOneTenantForgetsItAndTheUnknownOnly() {
        Tenant other = Tenant.active(TenantId.of(UUID.randomUUID()), TenantKey.of("other"));
        cache.find(ACME);
        cache.find(NOBODY);
        cache.changed(other.id());
        cache.find(ACME);
        assertThat(queries).as("another tenant changed").hasValue(2);
        cache.find(NOBODY);
        assertThat(queries).as("an unknown key may be that tenant's now").hasValue(3);
        cache.changed(TENANT.id());
        cache.find(ACME);
        assertThat(queries).hasValue(4);
    }

    @Test
    void answerThatWasOnItsWayDuringAChangeIsNotRemembered() {
        whileAsking = () -> cache.changed(TENANT.id());
        cache.find(ACME);
        whileAsking = () -> {};
        cache.find(ACME);
        cache.find(ACME);
        assertThat(queries).hasValue(2);
    }

    @Test
    void answerThatWasOnItsWayDuringAnUnexplainedChangeIsNotRemembered() {
        whileAsking = () -> {
            pass(Duration.ofMillis(1));
            cache.changed(nanos.get());
        };
        cache.find(ACME);
        whileAsking = () -> {};
        cache.find(ACME);
        cache.find(ACME);
        assertThat(queries).hasValue(2);
    }

    @Test
    void whileTheDatabaseIsDownOldAnswersAreServedUpToTheBound() {
        cache.find(ACME);
        broken = true;
        cache.down();
        pass(Duration.ofSeconds(60));
        assertThat(cache.find(ACME)).contains(TENANT);
        assertThat(queries)
                .as("nobody waits for a database that is known to be down")
                .hasValue(1);
        pass(Duration.ofNanos(1));
        assertThatExceptionOfType(RegistryUnavailableException.class).isThrownBy(() -> cache.find(ACME));
        assertThatExceptionOfType(RegistryUnavailableException.class).isThrownBy(() -> cache.find(NOBODY));
        broken = false;
        assertThat(cache.find(ACME)).contains(TENANT);
    }

    @Test
    void failedRefreshServesTheOldAnswerEvenBeforeTheFeedNotices() {
        cache.find(ACME);
        broken = true;
        pass(Duration.ofSeconds(30));
        assertThat(cache.find(ACME)).contains(TENANT);
        assertThat(queries).hasValue(2);
    }

    @Test
    void boundCountsFromTheLastConfirmation() {
        cache.find(ACME);
        pass(Duration.ofSeconds(100));
        cache.confirm(nanos.get());
        broken = true;
        cache.down();
        pass(Duration.ofSeconds(59));
        assertThat(cache.find(ACME)).contains(TENANT);
        pass(Duration.ofSeconds(2));
        assertThatExceptionOfType(RegistryUnavailableException.class).isThrownBy(() -> cache.find(ACME));
    }

    @Test
    void changedTenantIsNotServedFromMemoryWhenTheDatabaseThenFails() {
        cache.find(ACME);
        cache.changed(TENANT.id());
        broken = true;
        cache.down();
        assertThatExceptionOfType(RegistryUnavailableException.class).isThrownBy(() -> cache.find(ACME));
    }

    @Test
    void thousandConcurrentMissesAskOnce() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Optional<Tenant>> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        whileAsking = () -> {
            // The one who asks comes back only when all others wait for it.
            while (threads.stream()
                            .filter(t -> t.getState() == Thread.State.WAITING)
                            .count()
                    < 999) {
                Thread.onSpinWait();
            }
        };
        for (int i = 0; i < 1000; i++) {
            threads.add(new Thread(null, () -> answers.add(cache.find(ACME)), "miss-" + i, 128 * 1024));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(queries).hasValue(1);
        assertThat(answers).hasSize(1000).containsOnly(Optional.of(TENANT));
    }

    @Test
    void failureIsSharedByAllWhoWaitAndNotRemembered() throws Exception {
        broken = true;
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        whileAsking = () -> {
            while (threads.stream()
                            .filter(t -> t.getState() == Thread.State.WAITING)
                            .count()
                    < 49) {
                Thread.onSpinWait();
            }
        };
        for (int i = 0; i < 50; i++) {
            threads.add(new Thread(() -> {
                try {
                    cache.find(ACME);
                } catch (RegistryUnavailableException e) {
                    failures.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).hasSize(50);
        assertThat(queries).hasValue(1);
        broken = false;
        whileAsking = () -> {};
        assertThat(cache.find(ACME)).contains(TENANT);
    }
}
