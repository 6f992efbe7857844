package io.tenancy.cli.command;

import io.tenancy.tenant.Tenant;
import picocli.CommandLine.Command;

@Command(name = "activate", description = "Bring a suspended or cancelled tenant back.")
@Mark(Mark.Effect.CHANGES)
final class TenantActivateCommand extends TenantVerb {
    TenantActivateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant before = registry().require(key());
        Tenant tenant = registry().activate(before.id(), attribution().attribution("Activated by hand"));
        session().console().print(TenantView.changed("Tenant " + tenant.key() + " is active", tenant));
        return OK;
    }
}
