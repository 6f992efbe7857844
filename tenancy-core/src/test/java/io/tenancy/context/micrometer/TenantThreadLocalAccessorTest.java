package io.tenancy.context.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.tenancy.TenancyException;
import io.tenancy.TestLogging;
import io.tenancy.TestTenants;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import java.util.HashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TenantThreadLocalAccessorTest {
    private final TenantBinding acme = TenantBinding.of(TestTenants.active("acme"));
    private final TenantBinding globex = TenantBinding.of(TestTenants.active("globex"));
    private final ContextSnapshotFactory snapshots =
            ContextSnapshotFactory.builder().clearMissing(true).build();

    @Test
    void snapshotCarriesTheTenantToAnotherThreadWithoutAnyRegistration() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        ContextSnapshot snapshot = TenantContext.call(acme, snapshots::captureAll);
        assertThat(pool.submit(snapshot.wrap(TenantContext::current)).get()).isSameAs(acme);
        assertThat(pool.submit(TenantContext::current).get()).isNull();
        pool.shutdownNow();
    }

    @Test
    void snapshotOfNothingHidesWhatIsBound() {
        ContextSnapshot nothing = snapshots.captureAll();
        try (TenantScope scope = TenantContext.bind(globex)) {
            try (ContextSnapshot.Scope set = nothing.setThreadLocals()) {
                assertThat(TenantContext.current()).isNull();
            }
            assertThat(TenantContext.current()).isSameAs(globex);
        }
    }

    @Test
    void nestedSnapshotsRestoreAndTheScopeBelowCanStillBeClosed() {
        ContextSnapshot one = TenantContext.call(acme, snapshots::captureAll);
        try (TenantScope scope = TenantContext.bind(acme)) {
            try (ContextSnapshot.Scope same = one.setThreadLocals()) {
                try (TenantScope inner = TenantContext.bind(globex);
                        ContextSnapshot.Scope again = one.setThreadLocals()) {
                    assertThat(TenantContext.current()).isSameAs(acme);
                }
                assertThat(TenantContext.current()).isSameAs(acme);
            }
            assertThat(TenantContext.current()).isSameAs(scope.binding());
        }
        assertThat(TenantContext.current()).isNull();
    }

    @Test
    void bindingPutIntoAReactiveContextIsBound() {
        var context = new HashMap<Object, Object>();
        context.put(TenantThreadLocalAccessor.KEY, globex);
        ContextSnapshot snapshot = ContextSnapshotFactory.builder()
                .contextRegistry(new io.micrometer.context.ContextRegistry()
                        .loadThreadLocalAccessors()
                        .registerContextAccessor(new MapAccessor()))
                .build()
                .captureFrom(context);
        snapshot.wrap(() -> {
                    assertThat(TenantContext.current()).isSameAs(globex);
                })
                .run();
    }

    @Test
    void scopeLeftOpenUnderASnapshotIsEndedAndTold() {
        TestLogging.takeWarnings();
        ContextSnapshot one = TenantContext.call(acme, snapshots::captureAll);
        try (ContextSnapshot.Scope set = one.setThreadLocals()) {
            leak();
        }
        assertThat(TenantContext.current()).isNull();
        assertThat(TestLogging.takeWarnings()).contains("TENANT_SCOPE_MISUSED");
    }

    @Test
    void restoringWhereNothingWasSetIsRefused() {
        assertThatThrownBy(() -> new TenantThreadLocalAccessor().restore(acme)).isInstanceOf(TenancyException.class);
        assertThatThrownBy(() -> new TenantThreadLocalAccessor().restore()).isInstanceOf(TenancyException.class);
    }

    @SuppressWarnings("resource")
    private void leak() {
        TenantContext.bind(globex);
    }

    private static final class MapAccessor
            implements io.micrometer.context.ContextAccessor<java.util.Map, java.util.Map> {
        @Override
        public Class<? extends java.util.Map> readableType() {
            return java.util.Map.class;
        }

        @Override
        public void readValues(
                java.util.Map source,
                java.util.function.Predicate<Object> wanted,
                java.util.Map<Object, Object> target) {
            source.forEach((key, value) -> {
                if (wanted.test(key)) {
                    target.put(key, value);
                }
            });
        }

        @Override
        public <T> T readValue(java.util.Map source, Object key) {
            return (T) source.get(key);
        }

        @Override
        public Class<? extends java.util.Map> writeableType() {
            return java.util.Map.class;
        }

        @Override
        public java.util.Map writeValues(java.util.Map<Object, Object> values, java.util.Map target) {
            target.putAll(values);
            return target;
        }
    }
}
