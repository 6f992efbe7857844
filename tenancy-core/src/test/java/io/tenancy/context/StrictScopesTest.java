package io.tenancy.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenancy.ErrorCode;
import io.tenancy.TestTenants;
import io.tenancy.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrictScopesTest {
    private final Tenant acme = TestTenants.active("acme");
    private final List<TenantScope> leaked = new ArrayList<>();

    @Test
    void leakedScopeIsNamedWithThePlaceThatOpenedIt() {
        StrictScopes strict = TenantContext.strict();
        theCulprit();
        assertThat(strict.openScopes()).isEqualTo(1);
        assertThatThrownBy(strict::close).isInstanceOfSatisfying(TenantScopeException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.TENANT_SCOPE_LEAKED);
            assertThat(e.ids()).containsEntry("tenant", "acme");
            assertThat(e.getCause().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("theCulprit"));
        });
        leaked.forEach(TenantScope::close);
        strict.close();
    }

    @Test
    void scopeLeakedOnAnotherThreadIsFoundAndAllAreTold() throws InterruptedException {
        StrictScopes strict = TenantContext.strict();
        Thread other = new Thread(this::theCulprit, "the-other");
        other.start();
        other.join();
        theCulprit();
        assertThatThrownBy(strict::requireNoOpenScopes)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        leaked.get(1).close();
        assertThatThrownBy(strict::close).hasStackTraceContaining("on thread 'the-other'");
    }

    @Test
    void scopeThatAWrappedTaskLeftOpenIsALeakAlthoughItWasEnded() {
        StrictScopes strict = TenantContext.strict();
        TenantContext.wrap(this::theCulprit).run();
        assertThat(TenantContext.current()).isNull();
        assertThatThrownBy(strict::close).hasStackTraceContaining("theCulprit");
    }

    @Test
    void closedScopesAreNoLeaks() {
        try (StrictScopes strict = TenantContext.strict()) {
            try (TenantScope scope = TenantContext.bind(acme);
                    TenantScope inner = TenantContext.suspend()) {
                assertThat(strict.openScopes()).isEqualTo(2);
            }
            TenantContext.run(
                    TenantBinding.of(acme), () -> TenantContext.wrap(() -> {}).run());
            strict.requireNoOpenScopes();
        }
    }

    @Test
    void scopesOpenedBeforeOrAfterTheWatchAreNotItsBusiness() {
        TenantScope before = TenantContext.bind(acme);
        TenantContext.strict().close();
        TenantScope after = TenantContext.bind(acme);
        after.close();
        before.close();
    }

    private void theCulprit() {
        leaked.add(TenantContext.bind(acme));
    }
}
