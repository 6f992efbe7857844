package io.tenancy.context;

import org.jspecify.annotations.Nullable;

/**
 * Is told, on the thread concerned, whenever another binding becomes current: for logging, tracing and metrics. Register with
 * {@link TenantContext#addListener(ScopeListener)}.
 *
 * <p>Called by every thread that works for a tenant, so it must be thread-safe and quick. It must not open or close scopes. What it
 * throws is logged and changes nothing: a listener cannot break a scope.
 *
 * <p>Null stands for "nothing": a task that was submitted with nothing bound hides what is bound on its thread, and then
 * {@code opened(null, hidden)} and {@code closed(null, hidden)} are called.
 */
public interface ScopeListener {
    /**
     * A scope began.
     *
     * @param bound what is current now, or null for nothing
     * @param outer what was current before, or null for nothing
     */
    void opened(@Nullable TenantBinding bound, @Nullable TenantBinding outer);

    /**
     * A scope ended.
     *
     * @param ended what was current until now, or null for nothing
     * @param restored what is current again, or null for nothing
     */
    void closed(@Nullable TenantBinding ended, @Nullable TenantBinding restored);

    /** Ends a listener's registration. Closing twice does nothing. */
    interface Registration extends AutoCloseable {
        /** Stops telling the listener. */
        @Override
        void close();
    }
}
