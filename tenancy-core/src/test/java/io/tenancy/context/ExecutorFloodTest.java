package io.tenancy.context;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.TestLogging;
import io.tenancy.TestTenants;
import io.tenancy.tenant.Tenant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A million tasks of a hundred tenants through every kind of wrapped executor; one in ten with nothing bound, and some that throw,
 * nest or leave a scope open. No task sees another tenant than its submitter's, and no thread keeps one.
 */
class ExecutorFloodTest {
    private static final int TASKS = 1_000_000;
    private static final int MUTANT_TASKS = 50_000;
    private static final List<Tenant> TENANTS = TestTenants.many(100);
    private static final TenantBinding STRAY = TenantBinding.of(TestTenants.active("stray"));

    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void forgetTheWarningsOfTasksThatLeakOnPurpose() {
        TestLogging.takeWarnings();
    }

    @Test
    void fixedPool() {
        assertClean(flood(Executors.newFixedThreadPool(4), TenantContext::wrap, Executor::execute, TASKS));
    }

    @Test
    void cachedPool() {
        assertClean(flood(Executors.newCachedThreadPool(), TenantContext::wrap, ExecutorService::submit, TASKS));
    }

    @Test
    void singleThread() {
        assertClean(flood(
                Executors.newSingleThreadExecutor(),
                TenantContext::wrap,
                (pool, task) -> pool.submit(Executors.callable(task)),
                TASKS));
    }

    @Test
    void scheduledPool() {
        assertClean(flood(
                Executors.newScheduledThreadPool(4),
                TenantContext::wrap,
                (ScheduledExecutorService pool, Runnable task) -> pool.schedule(task, 1, MICROSECONDS),
                TASKS));
    }

    @Test
    void forkJoinPool() {
        assertClean(flood((ExecutorService) new ForkJoinPool(4), TenantContext::wrap, Executor::execute, TASKS));
    }

    @Test
    void completableFuture() {
        assertClean(flood(
                Executors.newFixedThreadPool(4),
                TenantContext::wrap,
                (pool, task) -> CompletableFuture.runAsync(task, pool),
                TASKS));
    }

    @Test
    void dependentStagesOfCompletableFutureOnAPinnedExecutor() {
        assertClean(flood(
                Executors.newFixedThreadPool(4),
                pool -> pool,
                (pool, task) ->
                        CompletableFuture.runAsync(() -> {}, pool).thenRunAsync(task, TenantContext.pinned(pool)),
                TASKS));
    }

    @Test
    void virtualThreads() throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21 or newer");
        ExecutorService perTask = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        assertClean(flood(perTask, TenantContext::wrap, Executor::execute, TASKS));
    }

    @Test
    void withoutCaptureTheSameFloodSeesWrongTenants() {
        Outcome outcome = flood(Executors.newFixedThreadPool(4), pool -> pool, Executor::execute, MUTANT_TASKS);
        assertThat(outcome.wrong()).isPositive();
    }

    @Test
    void withoutClearingTheSameFloodLeavesTenantsBehind() {
        Outcome outcome = flood(
                Executors.newFixedThreadPool(4),
                carryingBy((captured, task) -> {
                    if (captured != null) {
                        leak(captured);
                    }
                    task.run();
                }),
                Executor::execute,
                MUTANT_TASKS);
        assertThat(outcome.left()).isPositive();
        assertThat(outcome.wrong()).isPositive();
    }

    @Test
    void withoutHidingWhatTheThreadHasTheSameFloodSeesWrongTenants() {
        Outcome outcome = flood(
                Executors.newFixedThreadPool(4),
                carryingBy((captured, task) -> {
                    if (captured == null) {
                        task.run();
                    } else {
                        TenantContext.run(captured, task::run);
                    }
                }),
                Executor::execute,
                MUTANT_TASKS);
        assertThat(outcome.left()).isPositive();
        assertThat(outcome.wrong()).isPositive();
    }

    private static void assertClean(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome(TASKS, 0, 0));
    }

    /** A wrapper as ours, that runs its tasks in another way. */
    private static UnaryOperator<ExecutorService> carryingBy(BiConsumer<TenantBinding, Runnable> way) {
        return pool -> mapping(ExecutorService.class, pool, task -> {
            TenantBinding captured = TenantContext.current();
            return () -> way.accept(captured, task);
        });
    }

    private <E extends ExecutorService> Outcome flood(
            E raw, UnaryOperator<E> wrapping, BiConsumer<E, Runnable> submitter, int tasks) {
        Class<?> kind =
                raw instanceof ScheduledExecutorService ? ScheduledExecutorService.class : ExecutorService.class;
        @SuppressWarnings("unchecked")
        E probed = (E) mapping((Class<ExecutorService>) kind, raw, this::probed);
        E executor = wrapping.apply(probed);
        Semaphore underWay = new Semaphore(32);
        try {
            for (int i = 0; i < tasks; i++) {
                underWay.acquireUninterruptibly();
                TenantBinding binding = i % 10 == 0 ? null : TenantBinding.of(TENANTS.get(i % TENANTS.size()));
                Runnable task = task(i, binding, underWay);
                try (TenantScope scope = binding == null ? TenantContext.suspend() : TenantContext.bind(binding)) {
                    submitter.accept(executor, task);
                }
            }
            underWay.acquireUninterruptibly(32); // a dependent stage is submitted late
        } finally {
            raw.shutdown();
        }
        assertThat(terminated(raw)).isTrue();
        return new Outcome(done.get(), wrong.get(), left.get());
    }

    private static boolean terminated(ExecutorService pool) {
        try {
            return pool.awaitTermination(60, SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Outcome(int done, int wrong, int left) {}

    private Runnable task(int number, TenantBinding expected, Semaphore underWay) {
        return () -> {
            try {
                check(expected);
                if (number % 7 == 0) {
                    TenantContext.run(STRAY, () -> check(STRAY));
                    check(expected);
                }
                if (number % 101 == 0) {
                    leak(STRAY);
                }
                done.incrementAndGet();
                if (number % 103 == 0) {
                    throw new Expected();
                }
            } finally {
                underWay.release();
            }
        };
    }

    private void check(TenantBinding expected) {
        if (TenantContext.current() != expected) {
            wrong.incrementAndGet();
        }
    }

    /** Sits below the wrapper, where a thread's own state shows before and after each task. */
    private Runnable probed(Runnable task) {
        return () -> {
            if (TenantContext.current() != null) {
                left.incrementAndGet();
            }
            try {
                task.run();
            } catch (Expected swallowed) {
                // the pool would print it and replace the thread
            } finally {
                if (TenantContext.current() != null) {
                    left.incrementAndGet();
                }
            }
        };
    }

    /** The executor with every task that enters it mapped. */
    private static <E extends ExecutorService> E mapping(Class<E> type, E pool, Function<Runnable, Runnable> map) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object[] passed = arguments == null ? new Object[0] : arguments.clone();
                    if (passed.length > 0 && passed[0] instanceof Runnable task) {
                        passed[0] = map.apply(task);
                    } else if (passed.length > 0 && passed[0] instanceof Callable<?> task) {
                        passed[0] = Executors.callable(map.apply(() -> called(task)));
                    }
                    try {
                        return method.invoke(pool, passed);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private static void called(Callable<?> task) {
        try {
            task.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @SuppressWarnings("resource")
    private static void leak(TenantBinding binding) {
        TenantContext.bind(binding);
    }

    private static final class Expected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Expected() {
            super("on purpose", null, false, false);
        }
    }
}
