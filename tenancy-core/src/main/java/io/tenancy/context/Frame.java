package io.tenancy.context;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entry of a thread's stack of bindings. The stack is a linked list whose top sits in a plain thread local: what is open is
 * reachable from the top, and everything reachable from the top is open.
 *
 * <p>A frame with no binding hides what lies below it.
 */
final class Frame implements TenantScope {
    private static final Logger LOG = LoggerFactory.getLogger(TenantContext.class);

    // Never inheritable: a pool's thread would keep the tenant of whichever request made the pool grow.
    private static final ThreadLocal<@Nullable Frame> TOP = new ThreadLocal<>();

    private final @Nullable TenantBinding binding;
    private final @Nullable Frame outer;
    private final Thread thread = Thread.currentThread();
    private boolean closed;

    private Frame(@Nullable TenantBinding binding, @Nullable Frame outer) {
        this.binding = binding;
        this.outer = outer;
    }

    static @Nullable TenantBinding topBinding() {
        return bindingOf(TOP.get());
    }

    /** Opens a scope that somebody has to close. */
    static Frame open(@Nullable TenantBinding binding) {
        Frame frame = push(binding);
        StrictScopes.opened(frame);
        return frame;
    }

    /** Opens a frame whose end {@link #release()} guarantees, so that strict mode need not watch it. */
    static Frame carry(@Nullable TenantBinding binding) {
        return push(binding);
    }

    private static Frame push(@Nullable TenantBinding binding) {
        Frame outer = TOP.get();
        Frame frame = new Frame(binding, outer);
        TOP.set(frame);
        ScopeListeners.opened(binding, bindingOf(outer));
        return frame;
    }

    @Override
    public @Nullable TenantBinding binding() {
        return binding;
    }

    @Override
    public void close() {
        if (thread != Thread.currentThread()) {
            throw TenantScopeException.misused(
                    "Scope closed on another thread than '" + thread.getName() + "', which opened it", binding);
        }
        if (closed) {
            return;
        }
        int inner = unwindTo(this);
        pop(this);
        StrictScopes.closed(this);
        if (inner > 0) {
            // All of them ended: a thread that goes back to its pool must not keep the inner tenant.
            throw TenantScopeException.misused(
                    "Scope closed while " + inner + " inner scope(s) were still open; they were ended too", binding);
        }
    }

    /**
     * Ends a carried frame: whatever the task did, the thread's own state comes back. Never throws, since the task's result or
     * exception matters more; what the task left open is logged, and reported by strict mode.
     */
    void release() {
        int leaked;
        if (closed) {
            // The task closed a scope of its caller, and this frame with it. Closed scopes are not brought back.
            Frame restored = outer;
            while (restored != null && restored.closed) {
                restored = restored.outer;
            }
            leaked = unwindTo(restored);
        } else {
            leaked = unwindTo(this);
            pop(this);
        }
        if (leaked > 0) {
            LOG.warn(
                    "A task left {} tenant scope(s) open; they were ended. Open scopes in try-with-resources"
                            + " (task was carried with tenant {})",
                    leaked,
                    binding == null ? "none" : binding.tenant().key());
        }
    }

    /** Ends every frame above the given one, which is open or null; answers how many there were. */
    private static int unwindTo(@Nullable Frame target) {
        int count = 0;
        for (Frame frame = TOP.get(); frame != null && frame != target; frame = frame.outer) {
            pop(frame);
            count++;
        }
        return count;
    }

    private static void pop(Frame frame) {
        frame.closed = true;
        // Not remove(): an entry without value holds nothing, and the next scope need not make a new one.
        TOP.set(frame.outer);
        ScopeListeners.closed(frame.binding, bindingOf(frame.outer));
    }

    private static @Nullable TenantBinding bindingOf(@Nullable Frame frame) {
        return frame == null ? null : frame.binding;
    }

    Thread thread() {
        return thread;
    }

    @Override
    public String toString() {
        return (binding == null ? "no tenant" : binding.toString()) + (closed ? ", closed" : ", open");
    }
}
