package io.tenancy.context;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps the tenant's key in SLF4J's MDC while a scope is open, so that every log line tells the tenant: {@code %X{tenant}} in a
 * Logback pattern. Immutable and thread-safe. The MDC entry belongs to this listener; values that others put there are lost.
 *
 * <pre>{@code
 * TenantContext.addListener(new MdcScopeListener());
 * }</pre>
 */
public final class MdcScopeListener implements ScopeListener {
    /** The name of the MDC entry unless another is given. */
    public static final String DEFAULT_NAME = "tenant";

    private final String name;

    /** Makes a listener that writes the entry {@value #DEFAULT_NAME}. */
    public MdcScopeListener() {
        this(DEFAULT_NAME);
    }

    /**
     * Makes a listener that writes an entry of another name.
     *
     * @param name the name of the MDC entry
     */
    public MdcScopeListener(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    public void opened(@Nullable TenantBinding bound, @Nullable TenantBinding outer) {
        write(bound);
    }

    @Override
    public void closed(@Nullable TenantBinding ended, @Nullable TenantBinding restored) {
        write(restored);
    }

    private void write(@Nullable TenantBinding binding) {
        if (binding == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, binding.tenant().key().value());
        }
    }
}
