package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Table;
import io.tenancy.cli.report.Issue;
import io.tenancy.jdbc.isolation.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One script being looked at: what checks may ask, and where they say what they found. */
final class Looking {
    private final Script script;
    private final Catalog catalog;
    private final LintSettings settings;
    private final List<Found> found = new ArrayList<>();

    /** A finding, and why it may stand, if a comment says so. */
    record Found(Issue issue, int at, @Nullable String reason) {}

    Looking(Script script, Catalog catalog, LintSettings settings) {
        this.script = script;
        this.catalog = catalog;
        this.settings = settings;
    }

    Script script() {
        return script;
    }

    Catalog catalog() {
        return catalog;
    }

    LintSettings settings() {
        return settings;
    }

    List<Found> found() {
        return found;
    }

    void report(LintRule rule, Severity severity, Name object, String problem, int at, String... sql) {
        report(rule, severity, object.toString(), problem, at, sql);
    }

    void report(LintRule rule, Severity severity, String object, String problem, int at, String... sql) {
        Issue issue = new Issue(rule.rule(), severity, object, problem, List.of(sql), script.place(at));
        String reason = script.suppressions().reason(rule, at).orElse(null);
        found.add(new Found(issue, at, reason));
    }

    /** Whether a table is as old as another script: rows may stand in it and somebody may use it. */
    boolean isOld(Name name) {
        Table table = catalog.table(name);
        return table == null || table.script != script;
    }

    boolean isUndo() {
        return script.file().kind() == MigrationFile.Kind.UNDO;
    }
}
