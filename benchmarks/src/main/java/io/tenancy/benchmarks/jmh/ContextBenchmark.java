package io.tenancy.benchmarks.jmh;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What binding a tenant costs, without any database. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContextBenchmark {
    private final TenantBinding binding = TenantBinding.of(
            Tenant.active(TenantId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L)), TenantKey.of("ann")));

    /**
     * Binds, looks, and closes.
     *
     * @return the binding
     */
    @Benchmark
    public @Nullable TenantBinding bindAndClose() {
        try (TenantScope scope = TenantContext.bind(binding)) {
            return TenantContext.current();
        }
    }

    /**
     * Wraps a task and runs it.
     */
    @Benchmark
    public void wrapAndRun() {
        try (TenantScope scope = TenantContext.bind(binding)) {
            TenantContext.wrap(() -> {}).run();
        }
    }
}
