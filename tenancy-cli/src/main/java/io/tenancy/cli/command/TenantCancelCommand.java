package io.tenancy.cli.command;

import io.tenancy.tenant.Tenant;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "cancel", description = "End a tenant's use; its data is kept until it is deleted.")
@Mark(Mark.Effect.DANGEROUS)
final class TenantCancelCommand extends TenantVerb {
    @Mixin
    private final Confirmation confirmation = new Confirmation();

    TenantCancelCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws IOException {
        Tenant before = registry().require(key());
        confirmation.require(
                session(),
                "This locks out everybody of tenant " + before.key() + " (" + before.name() + ")",
                before.key().value());
        Tenant tenant = registry().cancel(before.id(), attribution().attribution("Cancelled by hand"));
        session()
                .console()
                .print(TenantView.changed(
                        "Tenant " + tenant.key() + " is cancelled; its data is kept. Back: tenancyctl tenant activate "
                                + tenant.key(),
                        tenant));
        return OK;
    }
}
