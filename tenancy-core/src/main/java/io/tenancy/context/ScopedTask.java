package io.tenancy.context;

/**
 * Work without a result that {@link TenantContext#run(TenantBinding, ScopedTask)} does inside a scope.
 *
 * @param <X> what it may throw; passes through untouched
 */
@FunctionalInterface
public interface ScopedTask<X extends Exception> {
    /**
     * Does the work.
     *
     * @throws X if it fails
     */
    void run() throws X;
}
