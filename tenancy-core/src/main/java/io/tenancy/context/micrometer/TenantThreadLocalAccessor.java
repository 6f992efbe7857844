package io.tenancy.context.micrometer;

import io.micrometer.context.ThreadLocalAccessor;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.context.TenantScopeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the current binding in Micrometer's context snapshots. Found by {@code ServiceLoader}: there is nothing to register.
 *
 * <pre>{@code
 * Mono.fromCallable(() -> orders.find(id))
 *         .contextWrite(context -> context.put(TenantThreadLocalAccessor.KEY, TenantBinding.of(tenant)))
 * }</pre>
 *
 * <p>Thread-safe. Every value that a snapshot sets is a scope of {@link TenantContext}, ended when the snapshot's scope closes;
 * scopes that the code in between left open are ended with it and logged.
 */
public final class TenantThreadLocalAccessor implements ThreadLocalAccessor<TenantBinding> {
    /** The key under which snapshots and Reactor's context hold the {@link TenantBinding}. */
    public static final String KEY = "io.tenancy.binding";

    private static final Logger LOG = LoggerFactory.getLogger(TenantThreadLocalAccessor.class);
    private static final ThreadLocal<@Nullable Entry> OPEN = new ThreadLocal<>();

    /** Made by {@code ServiceLoader}. */
    public TenantThreadLocalAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable TenantBinding getValue() {
        return TenantContext.current();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed by restore
    public void setValue(TenantBinding binding) {
        enter(TenantContext.bind(binding));
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed by restore
    public void setValue() {
        enter(TenantContext.suspend());
    }

    @Override
    public void restore(TenantBinding previous) {
        leave();
    }

    @Override
    public void restore() {
        leave();
    }

    private static void enter(TenantScope scope) {
        OPEN.set(new Entry(scope, OPEN.get()));
    }

    private static void leave() {
        Entry last = OPEN.get();
        if (last == null) {
            throw new TenancyException(
                    ErrorCode.TENANT_SCOPE_MISUSED,
                    "A context snapshot was restored on a thread where it was not set",
                    "Close the snapshot's scope on the thread that opened it");
        }
        OPEN.set(last.outer());
        try {
            last.scope().close();
        } catch (TenantScopeException leak) {
            // The tenant is restored already; throwing would keep Micrometer from restoring the other values.
            LOG.warn("Code under a context snapshot left a tenant scope open; it was ended", leak);
        }
    }

    private record Entry(TenantScope scope, @Nullable Entry outer) {}
}
