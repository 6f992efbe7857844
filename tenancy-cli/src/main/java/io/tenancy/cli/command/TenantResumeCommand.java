package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.Provisioning;
import io.tenancy.tenant.Tenant;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "resume",
        description = {
            "Go on with setting a tenant up where it was interrupted, has failed, or waited for payment.",
            "With --undo it is given up instead, and its key is free once it is deleted."
        })
@Mark(Mark.Effect.CHANGES)
final class TenantResumeCommand extends ProvisioningVerb {
    @Option(names = "--undo", description = "Give it up, and tell what is left outside the database.")
    private boolean undo;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    TenantResumeCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws IOException {
        Tenant tenant = registry().require(key());
        if (!undo) {
            Provisioning done = provisioner().resume(tenant.id(), attribution().attribution("Resumed by hand"));
            print("Tenant " + tenant.key() + " is active", done);
            return OK;
        }
        confirmation.require(
                session(),
                "This gives up setting up tenant " + tenant.key() + " (" + tenant.name() + ")",
                tenant.key().value());
        Attribution by = attribution().attribution("Given up by hand");
        Provisioning undone = provisioner().undo(tenant.id(), by);
        print(
                "Tenant " + tenant.key() + " is given up"
                        + (undone.standing().isEmpty()
                                ? ""
                                : "; not undone, look after it by hand: " + String.join(", ", undone.standing())),
                undone);
        return OK;
    }
}
