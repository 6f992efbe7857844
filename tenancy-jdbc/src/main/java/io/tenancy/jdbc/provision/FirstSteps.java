package io.tenancy.jdbc.provision;

import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The steps that every tenant is set up with: its settings, its first owner, and its plan, on trial if the plan has one. */
final class FirstSteps {
    private FirstSteps() {}

    static List<ProvisioningStep> all(Clock clock) {
        return List.of(
                transactional("settings", FirstSteps::settings),
                transactional("owner", new FirstOwner(clock)::make),
                transactional("plan", FirstSteps::plan));
    }

    private static ProvisioningStep transactional(String name, ProvisioningStep.Work work) {
        return new ProvisioningStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isTransactional() {
                return true;
            }

            @Override
            public void run(ProvisioningContext context) throws Exception {
                work.run(context);
            }
        };
    }

    private static void settings(ProvisioningContext context) throws SQLException {
        for (Map.Entry<String, String> setting : context.request().settings().entrySet()) {
            TenantBelongings.putSetting(
                    context.connection(),
                    context.tenant().id(),
                    setting.getKey(),
                    setting.getValue(),
                    context.now().atOffset(ZoneOffset.UTC));
        }
    }

    private static void plan(ProvisioningContext context) throws SQLException {
        String key = context.request().plan();
        if (key == null
                || Jdbc.test(
                        context.connection(),
                        "select exists (select from tenancy.tenant_plan where tenant_id = ?)",
                        context.tenant().id().value())) {
            return;
        }
        Plan plan = PlanRegistry.base(context.connection(), key, null);
        int trial = plan.terms().trialDays();
        PlanRows.hold(
                context.connection(),
                context.tenant().id(),
                plan,
                context.now().atOffset(ZoneOffset.UTC),
                trial == 0 ? null : context.now().plus(Duration.ofDays(trial)));
    }
}
