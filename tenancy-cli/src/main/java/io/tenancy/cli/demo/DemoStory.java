package io.tenancy.cli.demo;

import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells a report to somebody who has never seen Tenancy, from top to bottom. */
final class DemoStory {
    /** As many leaks are told in full; the others are in {@code -o json}. */
    private static final int TOLD = 4;

    private final DemoReport report;
    private final Page page;

    DemoStory(DemoReport report, Page page) {
        this.report = report;
        this.page = page;
    }

    void write() {
        setUp();
        work();
        crossing();
        cost();
        end();
    }

    private void setUp() {
        page.line(page.style().bold("1. A clinic's database")
                + page.style()
                        .faint("  PostgreSQL " + page.safe(report.postgres()) + ", database "
                                + page.safe(report.database())));
        page.line("   Control plane " + page.safe(report.migrations().controlPlane()) + " installed; the clinic's own "
                + report.migrations().application().size()
                + " Flyway migrations applied, with one line per table for tenancy:");
        page.line("     select tenancy.isolate('patients', tenant_column => 'organization_id');");
        page.line("");
    }

    private void work() {
        page.line(page.style().bold("2. Two practices share its tables")
                + page.style().faint("  each works with the same queries"));
        Table table = Table.of("   TENANT", "PRACTICE", "ROWS", "PATIENTS SEEN", "NEXT 7 DAYS", "UNPAID", "OPEN");
        report.tenants()
                .forEach(t -> table.row(
                        "   " + t.key(),
                        t.name(),
                        t.total(),
                        t.day().patientsSeen(),
                        t.day().appointmentsAhead(),
                        t.day().openInvoices(),
                        t.day().open()));
        page.table(table);
        page.line("");
    }

    private void crossing() {
        String first = report.tenants().get(1).key();
        String second = report.tenants().get(0).key();
        page.line(page.style().bold("3. " + page.safe(first) + " tries to reach " + page.safe(second))
                + page.style()
                        .faint("  " + report.attempts().size()
                                + " attacks, really carried out as the application's role"));
        Protection broken = report.broken();
        if (broken != null) {
            page.line("   " + page.style().warning("Switched off for this run: " + broken.consequence() + "."));
        }
        for (Attack.Family family : Attack.Family.values()) {
            List<Attempt> of =
                    report.attempts().stream().filter(a -> a.family() == family).toList();
            long held = of.stream().filter(a -> a.verdict() == Verdict.HELD).count();
            String score = held + " of " + of.size() + " held";
            page.line("   " + pad(family.goal(), 52)
                    + (held == of.size()
                            ? page.style().good(score)
                            : page.style().bad(score)));
        }
        List<Attempt> through = new ArrayList<>(report.attempts());
        through.removeIf(a -> a.verdict() == Verdict.HELD);
        through.stream().limit(TOLD).forEach(this::tell);
        if (through.size() > TOLD) {
            page.line("");
            page.line("   And " + (through.size() - TOLD) + " more: "
                    + through.stream().skip(TOLD).map(Attempt::id).collect(Collectors.joining(", ")) + ".");
        }
        page.line("");
    }

    private void tell(Attempt attempt) {
        page.line("");
        page.line("   " + page.style().bad(attempt.verdict().word().toUpperCase(Locale.ROOT)) + "  "
                + page.style().bold(attempt.id()) + ": " + attempt.goal());
        page.line("     " + page.safe(attempt.statement()));
        page.line("     " + page.safe(attempt.evidence()));
    }

    private void cost() {
        RoundTrips trips = report.roundTrips();
        page.line(page.style().bold("4. What it costs") + page.style().faint("  counted on the wire"));
        page.line(
                "   One statement: " + plural(trips.singleStatement(), "round trip") + ", tenant and commit included.");
        trips.transactions().stream()
                .reduce((a, b) -> b)
                .ifPresent(t -> page.line("   A transaction of " + t.statements() + " statements: " + t.withTenancy()
                        + ", and " + t.withoutTenancy() + " without tenancy."));
        page.line("");
    }

    private void end() {
        if (report.isIsolated()) {
            page.line(page.style().good("No row crossed over.") + " What row level security does not prevent:");
            DemoReport.LIMITS.forEach(limit -> page.line("   " + limit + "."));
        } else {
            page.line(page.style().bad(plural(report.leaks(), "attack") + " got through.")
                    + (report.broken() == null ? "" : " That is what this protection is for."));
        }
    }

    private static String plural(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
