package io.tenancy.cli.command;

import io.tenancy.tenant.Tenant;
import picocli.CommandLine.Command;

@Command(
        name = "suspend",
        description = "Lock a tenant; its data is untouched. The reason is shown to whoever is refused.")
@Mark(Mark.Effect.CHANGES)
final class TenantSuspendCommand extends TenantVerb {
    TenantSuspendCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant before = registry().require(key());
        Tenant tenant = registry().suspend(before.id(), attribution().attribution("Suspended by hand"));
        session().console().print(TenantView.changed("Tenant " + tenant.key() + " is suspended", tenant));
        return OK;
    }
}
