package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Table;
import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.provision.Provisioner;
import io.tenancy.jdbc.provision.Provisioning;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verb on how a tenant is set up. */
abstract class ProvisioningVerb extends TenantVerb {
    ProvisioningVerb(Session session) {
        super(session);
    }

    final Provisioner provisioner() {
        return Provisioner.builder(
                        session().connections().controlled(ConnectionRole.ADMIN),
                        session().clock())
                .build();
    }

    final void print(String sentence, Provisioning order) {
        Map<String, @Nullable Object> tree = TenantView.fields(order.tenant());
        Map<String, @Nullable Object> provisioning = new LinkedHashMap<>();
        provisioning.put("id", order.id());
        provisioning.put("state", order.state());
        provisioning.put("attempts", order.attempts());
        provisioning.put("startedAt", order.startedAt());
        provisioning.put("finishedAt", order.finishedAt());
        Duration duration = order.duration();
        provisioning.put("durationMillis", duration == null ? null : duration.toMillis());
        provisioning.put("error", order.error());
        provisioning.put(
                "steps",
                order.steps().stream()
                        .map(step -> Map.of("name", step.name(), "state", step.state(), "attempts", step.attempts()))
                        .toList());
        tree.put("provisioning", provisioning);
        session().console().print(Document.of(tree, page -> {
            page.line(page.style().good("ok") + "  " + page.safe(sentence));
            Table steps = Table.of("STEP", "STATE", "ATTEMPTS");
            order.steps().forEach(step -> steps.row(step.name(), step.state(), step.attempts()));
            page.table(steps);
        }));
    }
}
