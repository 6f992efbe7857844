package io.tenancy.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.TestTenants;
import io.tenancy.authorization.Principal;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantNotActiveException;
import io.tenancy.tenant.TenantStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantContextTest {
    private final Tenant acme = TestTenants.active("acme");
    private final Tenant globex = TestTenants.active("globex");

    @AfterEach
    void nothingIsLeft() {
        assertThat(TenantContext.current()).isNull();
    }

    @Test
    void nothingIsBoundByDefault() {
        assertThat(TenantContext.current()).isNull();
        assertThatThrownBy(TenantContext::required)
                .isInstanceOf(TenantContextMissingException.class)
                .hasMessageContaining("TENANT_CONTEXT_MISSING");
    }

    @Test
    void nestedScopeRestoresTheOuterOne() {
        try (TenantScope outer = TenantContext.bind(acme)) {
            try (TenantScope inner = TenantContext.bind(globex)) {
                assertThat(TenantContext.required().tenant()).isEqualTo(globex);
                assertThat(TenantContext.current()).isSameAs(inner.binding());
            }
            assertThat(TenantContext.current()).isSameAs(outer.binding());
        }
    }

    @ParameterizedTest
    @EnumSource(value = TenantStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    void tenantThatIsNotActiveIsRefusedAtBind(TenantStatus status) {
        Tenant tenant = TestTenants.in(status, "acme");
        assertThatThrownBy(() -> TenantContext.bind(tenant).close())
                .isInstanceOfSatisfying(
                        TenantNotActiveException.class,
                        e -> assertThat(e.status()).isEqualTo(status));
        assertThatThrownBy(() -> TenantContext.run(TenantBinding.of(tenant), () -> {
                    throw new AssertionError("must not run");
                }))
                .isInstanceOf(TenantNotActiveException.class);
        assertThat(TenantContext.current()).isNull();
    }

    @Test
    void runAndCallCloseOnEveryWayOutAndPassExceptionsThrough() throws IOException {
        TenantBinding binding = TenantBinding.of(acme);
        List<Tenant> seen = new ArrayList<>();
        TenantContext.run(binding, () -> seen.add(TenantContext.required().tenant()));
        String key = TenantContext.call(
                binding, () -> TenantContext.required().tenant().key().value());
        assertThat(seen).containsExactly(acme);
        assertThat(key).isEqualTo("acme");
        IOException thrown = new IOException("as it was");
        assertThatThrownBy(() -> TenantContext.run(binding, () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(TenantContext.current()).isNull();
    }

    @Test
    void suspendHidesWhatIsBound() {
        try (TenantScope outer = TenantContext.bind(acme)) {
            try (TenantScope nothing = TenantContext.suspend()) {
                assertThat(nothing.binding()).isNull();
                assertThat(TenantContext.current()).isNull();
                assertThatThrownBy(TenantContext::required).isInstanceOf(TenantContextMissingException.class);
            }
            assertThat(TenantContext.current()).isSameAs(outer.binding());
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        TenantScope outer = TenantContext.bind(acme);
        TenantScope inner = TenantContext.bind(globex);
        inner.close();
        inner.close();
        assertThat(TenantContext.current()).isSameAs(outer.binding());
        outer.close();
        outer.close();
        inner.close();
    }

    @Test
    void closingOutOfOrderIsReportedAndLeavesNoInnerTenantBehind() {
        TenantScope outer = TenantContext.bind(acme);
        TenantScope middle = TenantContext.bind(globex);
        TenantScope inner = TenantContext.bind(acme);
        assertThatThrownBy(middle::close)
                .isInstanceOfSatisfying(
                        TenantScopeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TENANT_SCOPE_MISUSED))
                .hasMessageContaining("globex");
        assertThat(TenantContext.current()).isSameAs(outer.binding());
        inner.close();
        assertThat(TenantContext.current()).isSameAs(outer.binding());
        outer.close();
    }

    @Test
    void closingOnAnotherThreadIsRefusedAndChangesNothing() throws InterruptedException {
        TenantScope scope = TenantContext.bind(acme);
        AtomicReference<Throwable> refused = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try (TenantScope own = TenantContext.bind(globex)) {
                try {
                    scope.close();
                } catch (TenantScopeException e) {
                    refused.set(e);
                }
                assertThat(TenantContext.current()).isSameAs(own.binding());
            }
        });
        other.start();
        other.join();
        assertThat(refused.get()).hasMessageContaining("another thread");
        assertThat(TenantContext.current()).isSameAs(scope.binding());
        scope.close();
    }

    @Test
    void newThreadInheritsNothing() throws InterruptedException {
        AtomicReference<Object> seen = new AtomicReference<>("nothing yet");
        try (TenantScope scope = TenantContext.bind(acme)) {
            Thread child = new Thread(() -> seen.set(TenantContext.current()));
            child.start();
            child.join();
        }
        assertThat(seen.get()).isNull();
    }

    @Test
    void bindingKeepsPrincipalAndBranches() {
        UUID branch = UUID.randomUUID();
        Principal principal = new Principal(UUID.randomUUID(), "ada");
        TenantBinding plain = TenantBinding.of(acme);
        TenantBinding full = plain.withPrincipal(principal).withBranches(List.of(branch));
        assertThat(full.principal()).isEqualTo(principal);
        assertThat(full.branchIds()).containsExactly(branch);
        assertThatThrownBy(() -> full.branchIds().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(plain.branchIds()).isEmpty();
        assertThat(full.isSameContext(plain)).isFalse();
        assertThat(full.isSameContext(plain.withPrincipal(principal).withBranches(List.of(branch))))
                .isTrue();
    }
}
