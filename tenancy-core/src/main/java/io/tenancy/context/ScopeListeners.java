package io.tenancy.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registered listeners; an array read once per scope, so that having none costs one volatile read. */
final class ScopeListeners {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeListener.class);
    private static final ScopeListener[] NONE = {};

    private static volatile ScopeListener[] all = NONE;

    private ScopeListeners() {}

    static synchronized ScopeListener.Registration add(ScopeListener listener) {
        Objects.requireNonNull(listener, "listener");
        List<ScopeListener> grown = new ArrayList<>(List.of(all));
        grown.add(listener);
        all = grown.toArray(NONE);
        return new Registered(listener);
    }

    private static synchronized void remove(ScopeListener listener) {
        List<ScopeListener> shrunk = new ArrayList<>(List.of(all));
        for (int i = 0; i < shrunk.size(); i++) {
            if (shrunk.get(i) == listener) {
                shrunk.remove(i);
                break;
            }
        }
        all = shrunk.toArray(NONE);
    }

    static void opened(@Nullable TenantBinding bound, @Nullable TenantBinding outer) {
        ScopeListener[] listeners = all;
        if (listeners.length == 0 || (bound == null && outer == null)) {
            return;
        }
        for (ScopeListener listener : listeners) {
            try {
                listener.opened(bound, outer);
            } catch (Throwable failure) {
                told(listener, failure);
            }
        }
    }

    static void closed(@Nullable TenantBinding ended, @Nullable TenantBinding restored) {
        ScopeListener[] listeners = all;
        if (listeners.length == 0 || (ended == null && restored == null)) {
            return;
        }
        for (int i = listeners.length - 1; i >= 0; i--) {
            try {
                listeners[i].closed(ended, restored);
            } catch (Throwable failure) {
                told(listeners[i], failure);
            }
        }
    }

    private static void told(ScopeListener listener, Throwable failure) {
        LOG.warn(
                "Scope listener {} failed; the scope is not affected",
                listener.getClass().getName(),
                failure);
    }

    private static final class Registered implements ScopeListener.Registration {
        private @Nullable ScopeListener listener;

        Registered(ScopeListener listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void close() {
            if (listener != null) {
                remove(listener);
                listener = null;
            }
        }
    }
}
