package io.tenancy.cli.report;

import io.tenancy.jdbc.isolation.Severity;
import org.jspecify.annotations.Nullable;

/** A verdict as annotations of GitHub Actions. */
final class GithubReport {
    private final Verdict verdict;

    GithubReport(Verdict verdict) {
        this.verdict = verdict;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        verdict.judged().stream().filter(Judged::counts).forEach(one -> text.append(line(one.issue())));
        return text.toString();
    }

    private static String line(Issue issue) {
        String level = issue.severity() == Severity.INFO ? "notice" : VerdictDocument.lower(issue.severity());
        String title = issue.rule() + " " + issue.rule().title();
        String message = issue.object() + ": " + issue.problem() + "\n"
                + issue.rule().attack() + "\n" + issue.rule().cure()
                + String.join("", issue.sql().stream().map(sql -> "\n" + sql).toList())
                + String.join(
                        "",
                        issue.evidence().stream().map(sql -> "\nleaked: " + sql).toList());
        return "::" + level + " " + place(issue.place()) + "title=" + property(title) + "::" + escaped(message) + "\n";
    }

    private static String place(@Nullable Place place) {
        return place == null
                ? ""
                : "file=" + property(place.file()) + ",line=" + place.line() + ",col=" + place.column() + ",";
    }

    private static String property(String text) {
        return escaped(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
