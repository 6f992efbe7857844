package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.metering.PeriodUsage;
import io.tenancy.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show what a tenant used, period by period. How it stands now tells 'quota show'.")
@Mark(Mark.Effect.READ_ONLY)
final class UsageShowCommand extends UsageVerb {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "METER", description = "Only this meter.")
    private @Nullable String meter;

    @Option(names = "--days", paramLabel = "N", description = "How far to look back (default: 400).")
    private int days = 400;

    UsageShowCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Tenant tenant = tenant(key);
        Instant now = session().clock().instant();
        List<PeriodUsage> all = usage().periods(
                        tenant.id(),
                        meter == null ? null : meters(meter).get(0).key(),
                        now.minus(Duration.ofDays(days)),
                        now);
        session()
                .console()
                .print(Document.list(all.stream().map(PeriodView::tree).toList(), page -> {
                    if (!all.isEmpty()) {
                        page.table(PeriodView.table(all));
                    }
                }));
        if (all.isEmpty()) {
            session().console().note("Tenant " + tenant.key() + " has used nothing in the last " + days + " days");
        }
        return OK;
    }
}
