package io.tenancy.jdbc.isolation.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.testing.TenancyDatabase;
import org.junit.jupiter.api.Test;

/** The control plane's own tables and functions, attacked once for each version. */
class ControlPlaneProofTest {
    @Test
    void everyTableAndFunctionOfTheControlPlaneHolds() {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            ProofReport report = IsolationProof.builder(database.superuser())
                    .controlPlane(true)
                    .app(database.app())
                    .build()
                    .run();

            assertThat(report.verdicts())
                    .filteredOn(verdict -> verdict.outcome() == Outcome.LEAKED)
                    .isEmpty();
            assertThat(report.verdicts())
                    .filteredOn(verdict -> verdict.outcome() == Outcome.NOT_PROVED)
                    .isEmpty();
            assertThat(report.verdicts())
                    .filteredOn(verdict -> verdict.outcome() == Outcome.HELD)
                    .extracting(ProofVerdict::object)
                    .contains("tenancy.api_key", "tenancy.member", "tenancy.invitation", "tenancy.role_grant")
                    .contains("tenancy.usage_counter", "tenancy.audit_event", "tenancy.security_event")
                    .contains("tenancy.webhook_endpoint", "tenancy.webhook_message", "tenancy.webhook_delivery")
                    .contains("tenancy.account", "tenancy.provisioning", "tenancy.job_run", "tenancy.plan_version");
        }
    }
}
