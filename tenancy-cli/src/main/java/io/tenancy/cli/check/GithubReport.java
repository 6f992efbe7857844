package io.tenancy.cli.check;

import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.Severity;

/** A verdict as annotations of GitHub Actions. */
final class GithubReport {
    private final Verdict verdict;

    GithubReport(Verdict verdict) {
        this.verdict = verdict;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        verdict.judged().stream().filter(Judged::counts).forEach(one -> text.append(line(one.finding())));
        return text.toString();
    }

    private static String line(Finding finding) {
        String level = finding.severity() == Severity.INFO ? "notice" : CheckDocument.lower(finding.severity());
        String title = finding.rule() + " " + finding.rule().title();
        String message = finding.object() + ": " + finding.problem() + "\n" + finding.attack() + "\n" + finding.cure()
                + String.join("", finding.sql().stream().map(sql -> "\n" + sql).toList());
        return "::" + level + " title=" + escaped(title).replace(":", "%3A").replace(",", "%2C") + "::"
                + escaped(message) + "\n";
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
