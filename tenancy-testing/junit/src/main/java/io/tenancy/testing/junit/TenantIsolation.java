package io.tenancy.testing.junit;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.proof.IsolationProof;
import io.tenancy.jdbc.isolation.proof.Outcome;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import io.tenancy.jdbc.isolation.proof.ProofVerdict;
import io.tenancy.jdbc.migration.TenancyRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that the application's migrations hold tenants apart: audits the catalog of the class's database, and attacks it as the
 * application. For tests of a class with {@link TenancyTest}; stateless and thread-safe.
 *
 * <pre>{@code
 * @TenancyTest
 * class IsolationTest {
 *     @Test
 *     void noTenantReachesAnother() {
 *         TenantIsolation.assertThatTenantsAreIsolated();
 *     }
 * }
 * }</pre>
 *
 * <p>What the tests wrote is looked at, too, and stays as it is: the attacks are rolled back. Fails with an {@link AssertionError} that
 * names every finding of severity error, the statements that leaked and the SQL that mends it.
 */
public final class TenantIsolation {
    private static final int SHOWN = 5;

    private TenantIsolation() {}

    /**
     * Audits and attacks. Tables with a column {@code tenant_id}, or isolated by another, are tenant tables; those that the application
     * can only read are taken for shared.
     *
     * @throws AssertionError if there is a way from one tenant to another, or a table that could not be attacked
     * @throws IllegalStateException outside of a test of a {@link TenancyTest}
     */
    public static void assertThatTenantsAreIsolated() {
        check(null, null);
    }

    /**
     * The same with what {@code tenancy.yaml} declares.
     *
     * @param tenantColumn the column that holds the tenant
     * @param sharedTables the tables that belong to no tenant
     * @throws AssertionError if there is a way from one tenant to another, or a table that could not be attacked
     * @throws IllegalStateException outside of a test of a {@link TenancyTest}
     */
    public static void assertThatTenantsAreIsolated(String tenantColumn, List<String> sharedTables) {
        check(tenantColumn, List.copyOf(sharedTables));
    }

    private static void check(@Nullable String tenantColumn, @Nullable List<String> sharedTables) {
        TenancyFixture fixture = TenancyExtension.running();
        var everything = fixture.database().dataSource();
        IsolationAudit.Builder audit = IsolationAudit.builder(everything);
        IsolationProof.Builder proof = IsolationProof.builder(everything).app(fixture.login(TenancyRole.APP));
        if (tenantColumn != null) {
            audit.tenantColumn(tenantColumn);
            proof.tenantColumn(tenantColumn);
        }
        if (sharedTables != null) {
            audit.sharedTables(sharedTables);
            proof.sharedTables(sharedTables);
        }
        ProofReport attacks = proof.build().run();
        List<String> lines = new ArrayList<>();
        attacks.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding -> tell(finding, attacks.behind(finding), lines));
        audit.build().run().findings(Severity.ERROR).forEach(finding -> tell(finding, List.of(), lines));
        if (!lines.isEmpty()) {
            throw new AssertionError("Tenants are not isolated:\n" + String.join("\n", lines));
        }
    }

    private static void tell(Finding finding, List<ProofVerdict> attacks, List<String> lines) {
        lines.add("  " + finding.rule() + " " + finding.object() + ": " + finding.problem());
        attacks.stream()
                .filter(attack -> attack.outcome() == Outcome.LEAKED)
                .limit(SHOWN)
                .forEach(attack ->
                        lines.add("      leaked: " + attack.statement().strip() + "  -- " + attack.reason()));
        finding.sql().forEach(sql -> lines.add("      mend: " + sql));
    }
}
