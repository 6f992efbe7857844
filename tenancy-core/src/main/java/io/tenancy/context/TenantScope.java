package io.tenancy.context;

/**
 * An open binding. Close it on the thread that opened it, innermost first, with try-with-resources; closing restores what was bound
 * before. Closing twice does nothing.
 */
public interface TenantScope extends AutoCloseable {
    /**
     * What this scope binds.
     *
     * @return the binding
     */
    TenantBinding binding();

    /**
     * Ends the scope and restores the outer one.
     *
     * @throws TenantScopeException if an inner scope is still open, or on another thread than the one that opened it
     */
    @Override
    void close();
}
