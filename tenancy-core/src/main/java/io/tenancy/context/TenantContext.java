package io.tenancy.context;

import com.google.errorprone.annotations.MustBeClosed;
import io.tenancy.ErrorCode;
import io.tenancy.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The tenant that the current thread works for.
 */
public final class TenantContext {
    private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

    private TenantContext() {}

    /**
     * Binds a tenant until the scope is closed.
     *
     * @param tenant an active tenant
     * @return the open scope
     */
    @MustBeClosed
    public static TenantScope bind(Tenant tenant) {
        return bind(TenantBinding.of(tenant));
    }

    /**
     * Binds until the scope is closed.
     *
     * @param binding what to bind
     * @return the open scope
     */
    @MustBeClosed
    public static TenantScope bind(TenantBinding binding) {
        Scope scope = new Scope(binding, CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /**
     * What is bound on this thread.
     *
     * @return the binding, or null if nothing is bound
     */
    public static @Nullable TenantBinding current() {
        Scope scope = CURRENT.get();
        return scope == null ? null : scope.binding;
    }

    /**
     * What is bound on this thread, for code that cannot work without.
     *
     * @return the binding
     * @throws TenantContextMissingException if nothing is bound
     */
    public static TenantBinding required() {
        TenantBinding binding = current();
        if (binding == null) {
            throw new TenantContextMissingException();
        }
        return binding;
    }

    private static final class Scope implements TenantScope {
        private final TenantBinding binding;
        private final @Nullable Scope outer;
        private final Thread thread = Thread.currentThread();
        private boolean closed;

        Scope(TenantBinding binding, @Nullable Scope outer) {
            this.binding = binding;
            this.outer = outer;
        }

        @Override
        public TenantBinding binding() {
            return binding;
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            if (thread != Thread.currentThread()) {
                throw new TenantScopeException(
                        ErrorCode.TENANT_SCOPE_MISUSED,
                        "Scope closed on another thread than the one that opened it",
                        binding);
            }
            if (CURRENT.get() != this) {
                throw new TenantScopeException(
                        ErrorCode.TENANT_SCOPE_MISUSED, "Scope closed while an inner one is still open", binding);
            }
            closed = true;
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }
}
