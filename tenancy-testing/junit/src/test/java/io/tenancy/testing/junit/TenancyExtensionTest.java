package io.tenancy.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.context.TenantScopeException;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantNotActiveException;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes that go wrong on purpose, and looks at how. */
class TenancyExtensionTest {
    private static final List<String> SEEN = new ArrayList<>();
    private static final AtomicReference<TestDatabase> DATABASE = new AtomicReference<>();

    private static EngineExecutionResults run(Class<?> testClass) {
        SEEN.clear();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .configurationParameter("junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition")
                .execute();
    }

    private static Throwable failure(Class<?> testClass) {
        List<Throwable> failures = run(testClass).testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    @Test
    void aLeakedScopeFailsTheTestAndNamesItsLine() {
        Throwable failure = failure(Leaky.class);
        assertThat(failure).isInstanceOf(TenantScopeException.class);
        assertThat(failure.getCause()).hasStackTraceContaining("Leaky.leaks");
        assertThat(SEEN).as("the next test of the class starts clean").containsExactly("leaks", "next acme");
    }

    @TenancyTest(migrations = {})
    @AsTenant("acme")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @org.junit.jupiter.api.TestMethodOrder(org.junit.jupiter.api.MethodOrderer.MethodName.class)
    @org.junit.jupiter.api.Disabled("run by the test around it")
    static class Leaky {
        @Test
        @SuppressWarnings("MustBeClosedChecker")
        void aLeaks(TenantRegistry registry) {
            leaks(registry);
        }

        private void leaks(TenantRegistry registry) {
            Tenant other = registry.create(TenantKey.of("globex"), "Globex", new Attribution("test", "leaks"));
            TenantScope never = TenantContext.bind(other);
            SEEN.add("leaks");
        }

        @Test
        void bNext() {
            SEEN.add("next " + TenantContext.required().tenant().key());
        }
    }

    @Test
    void aTestThatFailsIsNotMaskedByItsLeak() {
        Throwable failure = failure(FailsAndLeaks.class);
        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("the test's own");
        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(TenantScopeException.class);
    }

    @TenancyTest(migrations = {})
    @AsTenant("acme")
    @org.junit.jupiter.api.Disabled("run by the test around it")
    static class FailsAndLeaks {
        @Test
        @SuppressWarnings("MustBeClosedChecker")
        void failsAndLeaks(Tenant tenant) {
            TenantScope never = TenantContext.bind(tenant);
            throw new IllegalStateException("the test's own");
        }
    }

    @Test
    void withoutAsTenantNothingIsBoundAndNoTenantCanBeAskedFor() {
        Throwable failure = failure(Unbound.class);
        assertThat(failure).hasMessageContaining("put @AsTenant on the test");
        assertThat(SEEN).containsExactly("nothing bound");
    }

    @TenancyTest(migrations = {})
    @org.junit.jupiter.api.Disabled("run by the test around it")
    static class Unbound {
        @Test
        void nothingBound() {
            SEEN.add(TenantContext.current() == null ? "nothing bound" : "bound");
        }

        @Test
        void asksForTheTenant(Tenant tenant) {
            SEEN.add("must not run");
        }
    }

    @Test
    void aSuspendedTenantIsRefusedAtBind() {
        assertThat(failure(Suspended.class)).isInstanceOf(TenantNotActiveException.class);
    }

    @TenancyTest(migrations = {})
    @org.junit.jupiter.api.Disabled("run by the test around it")
    static class Suspended {
        @BeforeAll
        static void suspend(TenantRegistry registry) {
            Attribution by = new Attribution("test", "to be refused");
            Tenant tenant = registry.create(TenantKey.of("acme"), "Acme", by);
            Tenant suspended = registry.suspend(tenant.id(), by);
            SEEN.add(suspended.status().name());
        }

        @Test
        @AsTenant("acme")
        void neverRuns() {
            SEEN.add("must not run");
        }
    }

    @Test
    void theDatabaseIsDroppedAfterTheClass() throws Exception {
        run(Remembers.class).testEvents().assertStatistics(events -> events.succeeded(1));
        try (Connection connection = TestServer.server().dataSource("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_database where datname = '"
                        + DATABASE.get().name() + "'")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @TenancyTest(migrations = {})
    @org.junit.jupiter.api.Disabled("run by the test around it")
    static class Remembers {
        @Test
        void remembers(TestDatabase database) {
            DATABASE.set(database);
        }
    }

    @Test
    void migrationsThatFailFailTheClassWithTheirReason() {
        List<Throwable> failures = run(NoMigrations.class).containerEvents().failed().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
        assertThat(failures).singleElement().asString().contains("db/nowhere");
    }

    @TenancyTest(migrations = "classpath:db/nowhere")
    @org.junit.jupiter.api.Disabled("run by the test around it")
    static class NoMigrations {
        @Test
        void neverRuns() {
            SEEN.add("must not run");
        }
    }
}
