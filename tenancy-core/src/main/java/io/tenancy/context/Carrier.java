package io.tenancy.context;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was bound at one moment, and the tasks that take it along. Immutable. */
final class Carrier {
    private static final Carrier NOTHING = new Carrier(null);

    private final @Nullable TenantBinding captured;

    private Carrier(@Nullable TenantBinding captured) {
        this.captured = captured;
    }

    static Carrier captured() {
        TenantBinding now = TenantContext.current();
        return now == null ? NOTHING : new Carrier(now);
    }

    Runnable runnable(Runnable task) {
        Objects.requireNonNull(task, "task");
        return () -> {
            Frame frame = Frame.carry(captured);
            try {
                task.run();
            } finally {
                frame.release();
            }
        };
    }

    <V extends @Nullable Object> Callable<V> callable(Callable<V> task) {
        Objects.requireNonNull(task, "task");
        return () -> {
            Frame frame = Frame.carry(captured);
            try {
                return task.call();
            } finally {
                frame.release();
            }
        };
    }

    <T extends @Nullable Object> Supplier<T> supplier(Supplier<T> supplier) {
        Objects.requireNonNull(supplier, "supplier");
        return () -> {
            Frame frame = Frame.carry(captured);
            try {
                return supplier.get();
            } finally {
                frame.release();
            }
        };
    }

    <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> function(Function<T, R> function) {
        Objects.requireNonNull(function, "function");
        return input -> supplier(() -> function.apply(input)).get();
    }

    <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object> BiFunction<T, U, R> biFunction(
            BiFunction<T, U, R> function) {
        Objects.requireNonNull(function, "function");
        return (first, second) -> supplier(() -> function.apply(first, second)).get();
    }

    <T extends @Nullable Object> Consumer<T> consumer(Consumer<T> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return input -> runnable(() -> consumer.accept(input)).run();
    }

    <T extends @Nullable Object, U extends @Nullable Object> BiConsumer<T, U> biConsumer(BiConsumer<T, U> consumer) {
        Objects.requireNonNull(consumer, "consumer");
        return (first, second) -> runnable(() -> consumer.accept(first, second)).run();
    }
}
