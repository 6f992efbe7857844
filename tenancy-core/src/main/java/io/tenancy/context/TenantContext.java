package io.tenancy.context;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.MustBeClosed;
import io.tenancy.tenant.Tenant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tenant that the current thread works for. Bound by a scope, never by default, and never taken over by another thread unless
 * somebody carries it there.
 *
 * <pre>{@code
 * try (TenantScope scope = TenantContext.bind(tenant)) {
 *     orders.ship(id);                                   // every query in here belongs to the tenant
 * }
 * Invoice invoice = TenantContext.call(TenantBinding.of(tenant), () -> invoices.draft(id));
 * }</pre>
 *
 * <h2>Threads</h2>
 *
 * <p>All methods are thread-safe; a binding belongs to the thread that made it. Thread locals are not inherited: a new thread starts
 * with nothing bound, and asking for the tenant there fails loudly. To go on for the same tenant elsewhere, wrap the task, or wrap
 * the executor once and submit as usual:
 *
 * <pre>{@code
 * new Thread(TenantContext.wrap(task)).start();                             // any thread, virtual ones too
 * ExecutorService executor = TenantContext.wrap(Executors.newFixedThreadPool(8));
 * executor.submit(() -> reports.build(id));                                 // captured at submit
 * }</pre>
 *
 * <p>What is current at the time of wrapping or submitting is current while the task runs; afterwards the thread has again exactly
 * what it had before, whatever the task did. A task that is submitted with nothing bound runs with nothing bound.
 *
 * <p><b>CompletableFuture.</b> {@code supplyAsync(.., wrap(executor))} is captured by the caller. A <em>dependent</em> stage is
 * submitted by whichever thread completes the stage before it, and would run for the tenant bound <em>there</em>. Where a future is
 * shared between tenants that is another tenant. Give dependent stages {@link #pinned(Executor)}, or wrap their function:
 *
 * <pre>{@code
 * shared.thenApplyAsync(rates -> price(rates), TenantContext.pinned(executor));
 * shared.thenApply(TenantContext.wrapFunction(rates -> price(rates)));
 * }</pre>
 *
 * <p>Fork/join subtasks and parallel streams are not carried: they run on threads with nothing bound.
 *
 * <h2>Leaks</h2>
 *
 * <p>A scope that is not closed binds its tenant to whatever the thread does next. Use try-with-resources or the callback forms, and
 * let tests run under {@link #strict()}, which names the line that opened a leaked scope. Closing out of order or on another thread
 * throws {@link TenantScopeException}.
 */
public final class TenantContext {
    private TenantContext() {}

    /**
     * Binds a tenant until the scope is closed; nests, and then restores the outer binding.
     *
     * @param tenant an active tenant
     * @return the open scope
     * @throws io.tenancy.tenant.TenantNotActiveException if the tenant's status lets nobody in; then nothing is bound
     */
    @MustBeClosed
    public static TenantScope bind(Tenant tenant) {
        return bind(TenantBinding.of(tenant));
    }

    /**
     * Binds until the scope is closed; nests, and then restores the outer binding. The status is checked here, once: a scope that is
     * open goes on although the tenant is suspended meanwhile.
     *
     * @param binding what to bind
     * @return the open scope
     * @throws io.tenancy.tenant.TenantNotActiveException if the tenant's status lets nobody in; then nothing is bound
     */
    @MustBeClosed
    public static TenantScope bind(TenantBinding binding) {
        // Nobody works for a tenant that is suspended or gone, not even by accident of a stale reference.
        Objects.requireNonNull(binding.tenant().requireActive());
        return Frame.open(binding);
    }

    /**
     * Hides whatever is bound until the scope is closed, so that nothing is: for work that belongs to no tenant.
     *
     * @return the open scope
     */
    @MustBeClosed
    public static TenantScope suspend() {
        return Frame.open(null);
    }

    /**
     * What is bound on this thread.
     *
     * @return the binding, or null if nothing is bound
     */
    public static @Nullable TenantBinding current() {
        return Frame.topBinding();
    }

    /**
     * What is bound on this thread, for code that cannot work without.
     *
     * @return the binding
     * @throws TenantContextMissingException if nothing is bound
     */
    public static TenantBinding required() {
        TenantBinding binding = current();
        if (binding == null) {
            throw new TenantContextMissingException();
        }
        return binding;
    }

    /**
     * Works inside a scope. The scope is closed on every way out; exceptions of the task pass through untouched.
     *
     * @param <X> what the task may throw
     * @param binding what to bind
     * @param task the work
     * @throws X what the task throws
     * @throws io.tenancy.tenant.TenantNotActiveException if the tenant's status lets nobody in; then the task does not run
     */
    public static <X extends Exception> void run(TenantBinding binding, ScopedTask<X> task) throws X {
        try (TenantScope ignored = bind(binding)) {
            task.run();
        }
    }

    /**
     * Works inside a scope and returns the result. The scope is closed on every way out; exceptions pass through untouched.
     *
     * @param <R> the result
     * @param <X> what the call may throw
     * @param binding what to bind
     * @param call the work
     * @return what the call returns
     * @throws X what the call throws
     * @throws io.tenancy.tenant.TenantNotActiveException if the tenant's status lets nobody in; then the call does not run
     */
    public static <R extends @Nullable Object, X extends Exception> R call(TenantBinding binding, ScopedCall<R, X> call)
            throws X {
        try (TenantScope ignored = bind(binding)) {
            return call.call();
        }
    }

    /**
     * Carries what is bound now, or that nothing is, to whichever thread runs the task.
     *
     * @param task the task
     * @return a task that runs with today's binding and leaves its thread as it found it
     */
    public static Runnable wrap(Runnable task) {
        return Carrier.captured().runnable(task);
    }

    /**
     * Carries what is bound now, or that nothing is, to whichever thread calls the task.
     *
     * @param <V> the result
     * @param task the task
     * @return a task that runs with today's binding and leaves its thread as it found it
     */
    public static <V extends @Nullable Object> Callable<V> wrap(Callable<V> task) {
        return Carrier.captured().callable(task);
    }

    /**
     * As {@link #wrap(Callable)}. The functional forms have names of their own because a lambda would fit several overloads.
     *
     * @param <T> the result
     * @param supplier the task
     * @return a supplier that runs with today's binding and leaves its thread as it found it
     */
    public static <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
        return Carrier.captured().supplier(supplier);
    }

    /**
     * Carries what is bound now to a dependent stage, as of {@code thenApply} and {@code thenCompose}.
     *
     * @param <T> what it takes
     * @param <R> what it gives
     * @param function the function
     * @return a function that runs with today's binding and leaves its thread as it found it
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrapFunction(
            Function<T, R> function) {
        return Carrier.captured().function(function);
    }

    /**
     * Carries what is bound now to a dependent stage, as of {@code handle} and {@code thenCombine}.
     *
     * @param <T> what it takes first
     * @param <U> what it takes second
     * @param <R> what it gives
     * @param function the function
     * @return a function that runs with today's binding and leaves its thread as it found it
     */
    public static <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            BiFunction<T, U, R> wrapBiFunction(BiFunction<T, U, R> function) {
        return Carrier.captured().biFunction(function);
    }

    /**
     * Carries what is bound now to a dependent stage, as of {@code thenAccept}.
     *
     * @param <T> what it takes
     * @param consumer the consumer
     * @return a consumer that runs with today's binding and leaves its thread as it found it
     */
    public static <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> consumer) {
        return Carrier.captured().consumer(consumer);
    }

    /**
     * Carries what is bound now to a dependent stage, as of {@code whenComplete}.
     *
     * @param <T> what it takes first
     * @param <U> what it takes second
     * @param consumer the consumer
     * @return a consumer that runs with today's binding and leaves its thread as it found it
     */
    public static <T extends @Nullable Object, U extends @Nullable Object> BiConsumer<T, U> wrapBiConsumer(
            BiConsumer<T, U> consumer) {
        return Carrier.captured().biConsumer(consumer);
    }

    /**
     * An executor that carries, for each task, what is bound when the task is submitted. See the class description before giving it
     * to dependent stages of a CompletableFuture.
     *
     * @param executor runs the tasks
     * @return an executor over it
     */
    public static Executor wrap(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return task -> executor.execute(wrap(task));
    }

    /**
     * An executor service that carries, for each task, what is bound when the task is submitted.
     *
     * @param executor runs the tasks; its life is also the wrapper's
     * @return an executor service over it
     */
    public static ExecutorService wrap(ExecutorService executor) {
        return new CarryingExecutorService(executor);
    }

    /**
     * A scheduled executor service that carries what is bound when the task is scheduled; periodic tasks run with it every time. The
     * tenant's status is not checked again, so a periodic task over days should rather load the tenant and bind it itself.
     *
     * @param executor runs the tasks; its life is also the wrapper's
     * @return an executor service over it
     */
    public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
        return new CarryingScheduledExecutorService(executor);
    }

    /**
     * An executor all of whose tasks run with what is bound <em>now</em>, whoever submits them: for the dependent stages of a
     * CompletableFuture. Make one per use; it costs nothing but itself.
     *
     * @param executor runs the tasks
     * @return an executor over it
     */
    public static Executor pinned(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        Carrier now = Carrier.captured();
        return task -> executor.execute(now.runnable(task));
    }

    /**
     * Tells a listener of every scope from now on, in this JVM.
     *
     * @param listener the listener
     * @return closes the registration; may be ignored by listeners that stay for good
     */
    @CanIgnoreReturnValue
    public static ScopeListener.Registration addListener(ScopeListener listener) {
        return ScopeListeners.add(listener);
    }

    /**
     * Watches, for a test, every scope that is opened from now on, on all threads.
     *
     * @return the watch; closing it fails if a scope was left open
     */
    @MustBeClosed
    public static StrictScopes strict() {
        return StrictScopes.watch();
    }
}
