package io.tenancy.cli.command;

import io.tenancy.cli.lint.LintRule;
import io.tenancy.cli.report.ReportRule;
import io.tenancy.cli.report.Waiver;
import io.tenancy.cli.report.Waivers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waivers serve all commands: each takes those of its own rules, and knows the others' names. */
final class Waivable {
    private Waivable() {}

    /** Those of {@code tenancy.yaml}, and those of the file that is named or that is there. */
    static List<Waiver> of(Session session, @Nullable Path named, List<ReportRule> rules) {
        Set<String> all = ids(Stream.concat(ReportRule.ofAudit().stream(), LintRule.all().stream()));
        Set<String> ours = ids(rules.stream());
        List<Waiver> answered = new ArrayList<>();
        if (session.isConfigured()) {
            answered.addAll(
                    Waivers.of(session.connections().config().isolation().waivers(), all));
        }
        Path file = session.directory().resolve(named != null ? named : Path.of(Waivers.FILE_NAME));
        if (named != null || Files.exists(file)) {
            answered.addAll(Waivers.load(file, all));
        }
        return answered.stream().filter(waiver -> ours.contains(waiver.rule())).toList();
    }

    private static Set<String> ids(Stream<ReportRule> rules) {
        return rules.map(ReportRule::id).collect(Collectors.toSet());
    }
}
