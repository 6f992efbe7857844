package io.tenancy.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.TestLogging;
import io.tenancy.TestTenants;
import io.tenancy.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ScopeListenerTest {
    private final Tenant acme = TestTenants.active("acme");
    private final Tenant globex = TestTenants.active("globex");

    @Test
    void listenerIsToldOfEveryChangeUntilItsRegistrationEnds() {
        Recorder recorder = new Recorder();
        Runnable empty = TenantContext.wrap(() -> {});
        try (ScopeListener.Registration registration = TenantContext.addListener(recorder)) {
            empty.run();
            try (TenantScope outer = TenantContext.bind(acme)) {
                TenantContext.run(TenantBinding.of(globex), () -> {});
                empty.run();
            }
            registration.close();
            TenantContext.run(TenantBinding.of(acme), () -> {});
        }
        assertThat(recorder.told)
                .containsExactly("+acme/-", "+globex/acme", "-globex/acme", "+-/acme", "--/acme", "-acme/-");
    }

    @Test
    void listenerThatThrowsBreaksNeitherTheScopeNorOtherListeners() {
        Recorder recorder = new Recorder();
        try (var first = TenantContext.addListener(new Broken());
                var second = TenantContext.addListener(recorder)) {
            try (TenantScope scope = TenantContext.bind(acme)) {
                assertThat(TenantContext.required().tenant()).isEqualTo(acme);
            }
        }
        assertThat(TenantContext.current()).isNull();
        assertThat(recorder.told).containsExactly("+acme/-", "-acme/-");
        assertThat(TestLogging.takeWarnings()).contains("Broken", "by design");
    }

    @Test
    void logLinesTellTheTenantAndNestedOnesRestoreIt() {
        try (var registration = TenantContext.addListener(new MdcScopeListener())) {
            Runnable carried;
            try (TenantScope outer = TenantContext.bind(acme)) {
                assertThat(MDC.get("tenant")).isEqualTo("acme");
                TenantContext.run(
                        TenantBinding.of(globex),
                        () -> assertThat(MDC.get("tenant")).isEqualTo("globex"));
                try (TenantScope nothing = TenantContext.suspend()) {
                    assertThat(MDC.get("tenant")).isNull();
                }
                assertThat(MDC.get("tenant")).isEqualTo("acme");
                carried = TenantContext.wrap(() -> {
                    assertThat(MDC.get("tenant")).isEqualTo("acme");
                });
            }
            assertThat(MDC.get("tenant")).isNull();
            carried.run();
            assertThat(MDC.get("tenant")).isNull();
        }
    }

    private static final class Recorder implements ScopeListener {
        private final List<String> told = new ArrayList<>();

        @Override
        public void opened(TenantBinding bound, TenantBinding outer) {
            told.add("+" + key(bound) + "/" + key(outer));
            assertThat(TenantContext.current()).isSameAs(bound);
        }

        @Override
        public void closed(TenantBinding ended, TenantBinding restored) {
            told.add("-" + key(ended) + "/" + key(restored));
            assertThat(TenantContext.current()).isSameAs(restored);
        }

        private static String key(TenantBinding binding) {
            return binding == null ? "-" : binding.tenant().key().value();
        }
    }

    private static final class Broken implements ScopeListener {
        @Override
        public void opened(TenantBinding bound, TenantBinding outer) {
            throw new IllegalStateException("by design");
        }

        @Override
        public void closed(TenantBinding ended, TenantBinding restored) {
            throw new AssertionError("by design");
        }
    }
}
