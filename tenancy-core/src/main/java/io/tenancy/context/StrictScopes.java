package io.tenancy.context;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Strict mode for tests: remembers where every scope is opened, on whatever thread, and fails the test that leaves one open. A
 * leaked scope is a tenant that the next user of the thread works for unknowingly, so it deserves the line that caused it.
 *
 * <pre>{@code
 * try (StrictScopes strict = TenantContext.strict()) {
 *     service.handle(request);
 *     strict.requireNoOpenScopes();   // also done by close()
 * }
 * }</pre>
 *
 * <p>Thread-safe. Watches the scopes that are opened between its making and its closing. While none is open, scopes cost nothing
 * more than one volatile read; while one is, each captures a stack trace.
 */
public final class StrictScopes implements AutoCloseable {
    private static final StrictScopes[] NONE = {};

    private static volatile StrictScopes[] watching = NONE;

    private final Map<Frame, Throwable> open = new ConcurrentHashMap<>();

    private StrictScopes() {}

    static synchronized StrictScopes watch() {
        StrictScopes strict = new StrictScopes();
        List<StrictScopes> grown = new ArrayList<>(List.of(watching));
        grown.add(strict);
        watching = grown.toArray(NONE);
        return strict;
    }

    private static synchronized void unwatch(StrictScopes strict) {
        List<StrictScopes> shrunk = new ArrayList<>(List.of(watching));
        shrunk.remove(strict);
        watching = shrunk.toArray(NONE);
    }

    static void opened(Frame frame) {
        StrictScopes[] all = watching;
        if (all.length == 0) {
            return;
        }
        Throwable here =
                new Throwable("Opened here, on thread '" + frame.thread().getName() + "'");
        for (StrictScopes strict : all) {
            strict.open.put(frame, here);
        }
    }

    static void closed(Frame frame) {
        for (StrictScopes strict : watching) {
            strict.open.remove(frame);
        }
    }

    /**
     * How many of the watched scopes were not closed by their opener. Scopes that a wrapped task left open count, although they
     * were ended for it.
     *
     * @return zero or more
     */
    public int openScopes() {
        return open.size();
    }

    /**
     * Checks that every watched scope was closed.
     *
     * @throws TenantScopeException with the code {@code TENANT_SCOPE_LEAKED} if not; its cause is the stack trace of the place that
     *     opened the scope, and further ones are among the suppressed exceptions
     */
    public void requireNoOpenScopes() {
        Iterator<Map.Entry<Frame, Throwable>> leaks = open.entrySet().iterator();
        if (!leaks.hasNext()) {
            return;
        }
        TenantScopeException first = leak(leaks.next());
        while (leaks.hasNext()) {
            first.addSuppressed(leak(leaks.next()));
        }
        throw first;
    }

    private static TenantScopeException leak(Map.Entry<Frame, Throwable> entry) {
        return TenantScopeException.leaked(
                "Scope was left open; the cause tells where it was opened",
                entry.getKey().binding(),
                entry.getValue());
    }

    /**
     * Stops watching, then checks as {@link #requireNoOpenScopes()} does. Closing twice does nothing more.
     *
     * @throws TenantScopeException if a watched scope was left open
     */
    @Override
    public void close() {
        unwatch(this);
        try {
            requireNoOpenScopes();
        } finally {
            open.clear();
        }
    }
}
