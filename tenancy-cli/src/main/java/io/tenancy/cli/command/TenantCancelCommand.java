package io.tenancy.cli.command;

import io.tenancy.tenant.Tenant;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "cancel", description = "End a tenant's use; its data is kept for a while.")
@Mark(Mark.Effect.DANGEROUS)
final class TenantCancelCommand extends TenantVerb {
    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(
            names = "--keep-days",
            paramLabel = "DAYS",
            description = "For how long its rows are kept (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int keepDays;

    TenantCancelCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws IOException {
        if (keepDays < 0 || keepDays > 3_650) {
            throw CommandException.usage("--keep-days is 0 to 3650", "Give a number of days");
        }
        Tenant before = registry().require(key());
        confirmation.require(
                session(),
                "This locks out everybody of tenant " + before.key() + " (" + before.name() + ")",
                before.key().value());
        Tenant tenant = registry()
                .cancel(before.id(), Duration.ofDays(keepDays), attribution().attribution("Cancelled by hand"));
        session()
                .console()
                .print(TenantView.changed(
                        "Tenant " + tenant.key() + " is cancelled; its data is kept for " + keepDays
                                + " days. Back: tenancyctl tenant activate " + tenant.key(),
                        tenant));
        return OK;
    }
}
