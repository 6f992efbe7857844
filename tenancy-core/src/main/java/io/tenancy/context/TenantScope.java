package io.tenancy.context;

import org.jspecify.annotations.Nullable;

/**
 * An open binding. Close it on the thread that opened it, innermost first, which is what try-with-resources does; closing restores
 * what was bound before. Closing twice on that thread does nothing.
 *
 * <p>Not thread-safe: a scope belongs to one thread. To work for the tenant on another thread, carry the binding there with
 * {@link TenantContext#wrap(Runnable)}.
 */
public interface TenantScope extends AutoCloseable {
    /**
     * What this scope binds.
     *
     * @return the binding, or null for a scope of {@link TenantContext#suspend()}
     */
    @Nullable
    TenantBinding binding();

    /**
     * Ends the scope and restores the outer one. If inner scopes are still open they are ended as well, and the mistake is
     * reported: the thread is never left with an inner tenant.
     *
     * @throws TenantScopeException if inner scopes were still open, or on another thread than the one that opened this scope; in the
     *     second case nothing changes on either thread
     */
    @Override
    void close();
}
