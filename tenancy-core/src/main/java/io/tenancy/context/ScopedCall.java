package io.tenancy.context;

import org.jspecify.annotations.Nullable;

/**
 * Work with a result that {@link TenantContext#call(TenantBinding, ScopedCall)} does inside a scope.
 *
 * @param <R> the result
 * @param <X> what it may throw; passes through untouched
 */
@FunctionalInterface
public interface ScopedCall<R extends @Nullable Object, X extends Exception> {
    /**
     * Does the work.
     *
     * @return its result
     * @throws X if it fails
     */
    R call() throws X;
}
