package io.tenancy.cli.command;

import io.tenancy.cli.report.Baseline;
import io.tenancy.cli.report.Issue;
import io.tenancy.cli.report.ReportRule;
import io.tenancy.cli.report.Verdict;
import io.tenancy.cli.report.Waiver;
import io.tenancy.jdbc.isolation.Severity;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What findings are judged by: severity, waivers, baseline. */
final class JudgingOptions {
    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The mildest finding that gives exit code 1: error (default) or warning.")
    private Severity failOn = Severity.ERROR;

    @Option(
            names = "--waivers",
            paramLabel = "FILE",
            description =
                    "Findings that somebody answers for: a YAML list of rule, object, reason and until (default: ./tenancy-waivers.yaml, if there is one).")
    private @Nullable Path waivers;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that were there before and do not count.")
    private @Nullable Path baseline;

    @Option(names = "--update-baseline", description = "Write what is found to the baseline instead of judging by it.")
    private boolean updateBaseline;

    boolean updatesBaseline() {
        return updateBaseline;
    }

    /** Refuses what cannot be judged by, before anything is looked at. */
    void require() {
        if (updateBaseline && baseline == null) {
            throw CommandException.usage("--update-baseline needs to know the file", "Add --baseline FILE");
        }
    }

    /** Where only a part was looked at, a waiver that fits no finding may fit one of the rest. */
    Verdict judge(Session session, List<ReportRule> rules, List<Issue> issues, boolean partial) {
        require();
        Set<String> known = baseline == null || updateBaseline
                ? Set.of()
                : Baseline.load(session.directory().resolve(baseline));
        List<Waiver> answered = Waivable.of(session, waivers, rules).stream()
                .filter(waiver -> !partial || issues.stream().anyMatch(waiver::covers))
                .toList();
        LocalDate today = LocalDate.ofInstant(session.clock().instant(), ZoneOffset.UTC);
        return Verdict.of(rules, issues, answered, known, today, failOn);
    }

    int write(Session session, Verdict verdict) {
        require();
        if (baseline != null) {
            List<Issue> open = verdict.open();
            Baseline.write(session.directory().resolve(baseline), open);
            session.console().note(open.size() + " findings written to " + baseline);
        }
        return Verb.OK;
    }
}
