package io.tenancy.cli.command;

import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rename",
        description = {
            "Change the key of a tenant.",
            "The old key stops resolving at once and stays reserved for a year; the id and all data stay."
        })
@Mark(Mark.Effect.CHANGES)
final class TenantRenameCommand extends TenantVerb {
    @Parameters(index = "1", paramLabel = "NEW-KEY", description = "The key it gets.")
    private String newKey = "";

    TenantRenameCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        TenantKey wanted = TenantKey.of(newKey);
        Tenant before = registry().require(key());
        Tenant tenant = registry().rename(before.id(), wanted, attribution().attribution("Renamed by hand"));
        session().console().print(TenantView.changed("Tenant " + before.key() + " is now " + tenant.key(), tenant));
        return OK;
    }
}
