package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.metering.PeriodUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "report", description = "Report what all tenants used in periods that reach into a stretch of time.")
@Mark(Mark.Effect.READ_ONLY)
final class UsageReportCommand extends UsageVerb {
    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "From this day on, UTC (default: 7 days before the end).")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "DAY", description = "Before this day, UTC (default: now).")
    private @Nullable String until;

    @Option(names = "--meter", paramLabel = "METER", description = "Only this meter.")
    private @Nullable String meter;

    @Option(names = "--over", description = "Only where more was used than the limit.")
    private boolean over;

    UsageReportCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Instant end = until == null ? session().clock().instant() : day(until);
        Instant start = from == null ? end.minus(Duration.ofDays(7)) : day(from);
        if (!start.isBefore(end)) {
            throw CommandException.usage(
                    "--from is not before --until", "For example: --from 2027-01-01 --until 2027-02-01");
        }
        List<PeriodUsage> all =
                usage()
                        .periods(
                                null,
                                meter == null ? null : meters(meter).get(0).key(),
                                start,
                                end)
                        .stream()
                        .filter(one -> !over || one.overage() > 0)
                        .toList();
        session()
                .console()
                .print(Document.list(all.stream().map(PeriodView::tree).toList(), page -> {
                    if (!all.isEmpty()) {
                        page.table(PeriodView.table(all));
                    }
                }));
        if (all.isEmpty()) {
            session().console().note(over ? "Nobody was over a limit" : "Nobody used anything");
        }
        return OK;
    }
}
