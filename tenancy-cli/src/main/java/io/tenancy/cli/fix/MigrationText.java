package io.tenancy.cli.fix;

import io.tenancy.cli.report.Issue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The text of a migration that mends, and what an earlier one says that it mends. */
final class MigrationText {
    private static final String MENDS = "-- mends ";

    private static final String HEAD = """
            -- What keeps tenants apart, mended. Written by tenancyctl check --fix: review it, then apply it with tenancyctl migrate.
            -- Every statement can be run again. Indexes and keys are built under a lock; on big tables build them before, under the
            -- same names, with CREATE INDEX CONCURRENTLY.
            """;

    private MigrationText() {}

    static String of(Mending mending) {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("--\n");
        mending.mended().forEach(issue -> text.append(mends(issue)).append('\n'));
        section(text, "Not for the migrator; let the object's owner or a superuser run:", mending.forOthers());
        section(text, "No SQL mends these; somebody has to decide:", mending.decisions());
        text.append("\nset local lock_timeout = '10s';\n");
        String before = "";
        for (Mending.Step step : mending.steps()) {
            if (!step.servesWhat().equals(before)) {
                before = step.servesWhat();
                text.append("\n-- ").append(line(before)).append('\n');
            }
            text.append(step.sql()).append('\n');
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<Issue> findings) {
        if (findings.isEmpty()) {
            return;
        }
        text.append("--\n-- ").append(title).append('\n');
        for (Issue issue : findings) {
            text.append("--   ").append(told(issue)).append('\n');
            issue.sql().forEach(sql -> text.append("--     ").append(line(sql)).append('\n'));
        }
    }

    /** The line by which a finding is known to be mended by a file that is not applied yet. */
    static String mends(Issue issue) {
        return MENDS + told(issue);
    }

    private static String told(Issue issue) {
        return line(issue.rule() + " " + issue.object() + ": " + issue.problem());
    }

    /** The lines of a file that say what it mends; none of a file that is not ours. */
    static Set<String> mends(String text) {
        return text.lines().filter(line -> line.startsWith(MENDS)).collect(Collectors.toSet());
    }

    /** A name may hold a line end, which would end the comment, or what Flyway takes for a placeholder. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").replace("${", "$ {");
    }
}
