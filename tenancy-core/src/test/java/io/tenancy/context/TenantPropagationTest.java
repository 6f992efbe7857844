package io.tenancy.context;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.TestLogging;
import io.tenancy.TestTenants;
import io.tenancy.tenant.Tenant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantPropagationTest {
    private final Tenant acme = TestTenants.active("acme");
    private final Tenant globex = TestTenants.active("globex");
    private final ExecutorService raw = Executors.newSingleThreadExecutor();
    private final ExecutorService wrapped = TenantContext.wrap(raw);

    @AfterEach
    void poolThreadIsClean() throws Exception {
        assertThat(raw.submit(TenantPropagationTest::seen).get(5, SECONDS)).isEqualTo("nothing");
        assertThat(TenantContext.current()).isNull();
        raw.shutdownNow();
    }

    @Test
    void everyWayToSubmitCarriesWhatIsBoundAtSubmit() throws Exception {
        CompletableFuture<String> executed = new CompletableFuture<>();
        Callable<String> task = TenantPropagationTest::seen;
        try (TenantScope scope = TenantContext.bind(acme)) {
            wrapped.execute(() -> executed.complete(seen()));
            assertThat(wrapped.submit(task).get()).isEqualTo("acme");
            assertThat(wrapped.submit(() -> assertThat(seen()).isEqualTo("acme"), "done")
                            .get())
                    .isEqualTo("done");
            assertThat(wrapped.invokeAny(List.of(task))).isEqualTo("acme");
            assertThat(wrapped.invokeAny(List.of(task), 5, SECONDS)).isEqualTo("acme");
            assertThat(wrapped.invokeAll(List.of(task, task)).get(1).get()).isEqualTo("acme");
            assertThat(wrapped.invokeAll(List.of(task), 5, SECONDS).get(0).get())
                    .isEqualTo("acme");
        }
        assertThat(executed.get(5, SECONDS)).isEqualTo("acme");
    }

    @Test
    void captureIsAtSubmitNotAtRun() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        raw.execute(() -> awaited(go));
        var future = TenantContext.call(TenantBinding.of(acme), () -> wrapped.submit(TenantPropagationTest::seen));
        try (TenantScope other = TenantContext.bind(globex)) {
            go.countDown();
            assertThat(future.get(5, SECONDS)).isEqualTo("acme");
        }
    }

    @Test
    void taskSubmittedWithNothingBoundRunsWithNothingBoundEvenOnADirtyThread() throws Exception {
        List<TenantScope> dirty =
                raw.submit(() -> List.of(TenantContext.bind(globex))).get();
        assertThat(wrapped.submit(TenantPropagationTest::seen).get()).isEqualTo("nothing");
        assertThat(raw.submit(TenantPropagationTest::seen).get())
                .as("the thread's own state comes back")
                .isEqualTo("globex");
        raw.submit(() -> dirty.get(0).close()).get();
    }

    @Test
    void whatATaskLeavesOpenIsEndedAndTold() throws Exception {
        TestLogging.takeWarnings();
        try (TenantScope scope = TenantContext.bind(acme)) {
            wrapped.submit(() -> leak(globex)).get();
        }
        assertThat(raw.submit(TenantPropagationTest::seen).get()).isEqualTo("nothing");
        assertThat(TestLogging.takeWarnings()).contains("left 1 tenant scope(s) open", "acme");
    }

    @Test
    void exceptionOfATaskPassesThroughAndClears() {
        try (TenantScope scope = TenantContext.bind(acme)) {
            assertThatThrownBy(() -> wrapped.submit((Runnable) () -> {
                                leak(globex);
                                throw new IllegalStateException("as it was");
                            })
                            .get())
                    .hasRootCauseMessage("as it was");
        }
    }

    @Test
    void taskRunByItsSubmitterRestoresTheSubmittersScope() {
        try (TenantScope scope = TenantContext.bind(acme)) {
            Runnable carried = TenantContext.wrap(() -> {
                assertThat(seen()).isEqualTo("acme");
            });
            try (TenantScope inner = TenantContext.bind(globex)) {
                TenantContext.wrap((java.util.concurrent.Executor) Runnable::run)
                        .execute(carried);
                assertThat(TenantContext.current()).isSameAs(inner.binding());
            }
        }
    }

    @Test
    void taskThatClosesItsCallersScopeDoesNotBringItBack() {
        TenantScope outer = TenantContext.bind(acme);
        TenantScope inner = TenantContext.bind(globex);
        TenantContext.wrap(() -> {
                    assertThatThrownBy(inner::close).isInstanceOf(TenantScopeException.class);
                    leak(globex);
                })
                .run();
        assertThat(TenantContext.current()).isSameAs(outer.binding());
        outer.close();
    }

    @Test
    void functionalFormsCarryToo() {
        Supplier<String> supplier;
        java.util.function.Function<String, String> function;
        java.util.function.BiFunction<String, String, String> biFunction;
        java.util.function.Consumer<StringBuilder> consumer;
        java.util.function.BiConsumer<StringBuilder, String> biConsumer;
        try (TenantScope scope = TenantContext.bind(acme)) {
            supplier = TenantContext.wrapSupplier(TenantPropagationTest::seen);
            function = TenantContext.wrapFunction(in -> in + seen());
            biFunction = TenantContext.wrapBiFunction((a, b) -> a + b + seen());
            consumer = TenantContext.wrapConsumer(out -> out.append(seen()));
            biConsumer =
                    TenantContext.wrapBiConsumer((out, more) -> out.append(more).append(seen()));
        }
        StringBuilder out = new StringBuilder();
        consumer.accept(out);
        biConsumer.accept(out, "+");
        assertThat(List.of(supplier.get(), function.apply("f:"), biFunction.apply("b", ":"), out.toString()))
                .containsExactly("acme", "f:acme", "b:acme", "acme+acme");
    }

    @Test
    void scheduledTasksCarryEveryTime() throws Exception {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
        ScheduledExecutorService carrying = TenantContext.wrap(pool);
        CountDownLatch runs = new CountDownLatch(6);
        Runnable tick = () -> {
            assertThat(seen()).isEqualTo("acme"); // a failure ends the period, and the latch is never reached
            runs.countDown();
        };
        try (TenantScope scope = TenantContext.bind(acme)) {
            assertThat(carrying.schedule(TenantPropagationTest::seen, 1, MILLISECONDS)
                            .get())
                    .isEqualTo("acme");
            carrying.schedule(tick, 1, MILLISECONDS).get();
            carrying.scheduleAtFixedRate(tick, 0, 1, MILLISECONDS);
            carrying.scheduleWithFixedDelay(tick, 0, 1, MILLISECONDS);
        }
        assertThat(runs.await(10, SECONDS)).isTrue();
        assertThat(pool.submit(TenantPropagationTest::seen).get()).isEqualTo("nothing");
        assertThat(carrying.shutdownNow()).isNotNull();
        assertThat(carrying.awaitTermination(5, SECONDS)).isTrue();
        assertThat(carrying.isShutdown() && carrying.isTerminated()).isTrue();
    }

    /** The trap that pinned and wrapFunction are for; see the class description of TenantContext. */
    @Test
    void dependentStageOfASharedFutureBelongsToItsAuthorOnlyWhenPinnedOrWrapped() throws Exception {
        CompletableFuture<String> shared = new CompletableFuture<>();
        CompletableFuture<String> sharedToo =
                new CompletableFuture<>(); // one dependent, so that its completer submits it
        CompletableFuture<String> careless;
        CompletableFuture<String> pinned;
        CompletableFuture<String> wrappedStage;
        try (TenantScope scope = TenantContext.bind(acme)) {
            careless = sharedToo.thenApplyAsync(x -> seen(), wrapped);
            pinned = shared.thenApplyAsync(x -> seen(), TenantContext.pinned(raw));
            wrappedStage = shared.thenApply(TenantContext.wrapFunction(x -> seen()));
        }
        try (TenantScope completer = TenantContext.bind(globex)) {
            shared.complete("rates");
            sharedToo.complete("rates");
        }
        assertThat(pinned.get(5, SECONDS)).isEqualTo("acme");
        assertThat(wrappedStage.get(5, SECONDS)).isEqualTo("acme");
        assertThat(careless.get(5, SECONDS)).as("why the others exist").isEqualTo("globex");
    }

    @Test
    void closingTheWrapperIsClosingThePool() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        ((CarryingExecutorService) TenantContext.wrap(pool)).close();
        assertThat(pool.isShutdown()).isTrue();
        // On a JDK where executors close, that of the common pool does nothing; the wrapper must not wait for its end.
        ((CarryingExecutorService) TenantContext.wrap((ExecutorService) ForkJoinPool.commonPool())).close();
    }

    private static String seen() {
        TenantBinding binding = TenantContext.current();
        return binding == null ? "nothing" : binding.tenant().key().value();
    }

    @SuppressWarnings("resource")
    private static void leak(Tenant tenant) {
        TenantContext.bind(tenant);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
