package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Looking.Found;
import io.tenancy.cli.report.Issue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Judges folders of Flyway's SQL migrations without running them.
 *
 * <p>Immutable. Everything is read before anything is judged: one file that cannot be read, and there is no result.
 */
public final class MigrationLint {
    private static final int STACK = 256 * 1024 * 1024;

    private final List<Path> folders;
    private final Path workingDirectory;
    private final LintSettings settings;

    /**
     * A linter.
     *
     * @param folders where the migrations stand
     * @param workingDirectory what reported paths are relative to
     * @param settings what is known besides the files
     */
    public MigrationLint(List<Path> folders, Path workingDirectory, LintSettings settings) {
        this.folders = List.copyOf(folders);
        this.workingDirectory = Objects.requireNonNull(workingDirectory, "workingDirectory");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * What was found.
     *
     * @param issues the findings, in the order of the files and lines
     * @param suppressed the findings that a comment lets stand, and its reason
     * @param notes what could not be looked into
     * @param files how many files were read
     * @param statements how many statements they hold
     */
    public record Result(
            List<Issue> issues, Map<Issue, String> suppressed, List<String> notes, int files, int statements) {
        /**
         * Copies the components.
         *
         * @param issues the findings
         * @param suppressed the findings that may stand
         * @param notes what could not be looked into
         * @param files how many files
         * @param statements how many statements
         */
        public Result {
            issues = List.copyOf(issues);
            suppressed = new LinkedHashMap<>(suppressed);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Reads and judges.
     *
     * @return what was found
     * @throws UnreadableSqlException if a file cannot be read, or there is none
     */
    public Result run() {
        return DeepStack.call(STACK, this::look);
    }

    private Result look() {
        List<Script> scripts = new ArrayList<>();
        Map<Name, String> tenantColumns = new HashMap<>();
        for (MigrationFile file : MigrationFiles.in(folders, workingDirectory)) {
            Script script = Script.read(file, settings.placeholders());
            scripts.add(script);
            if (file.kind() != MigrationFile.Kind.UNDO) {
                script.runs().forEach(run -> run.statements().forEach(one -> declare(one, tenantColumns)));
            }
        }
        Catalog catalog = new Catalog(settings, tenantColumns);
        List<Issue> issues = new ArrayList<>();
        Map<Issue, String> suppressed = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (Script script : scripts) {
            List<Found> found = new ScriptLint(script, catalog, settings).found();
            if (!settings.isSettled(script.file())) {
                notes.addAll(script.notes());
                found.stream().sorted(Comparator.comparingInt(Found::at)).forEach(one -> {
                    if (one.reason() == null) {
                        issues.add(one.issue());
                    } else {
                        suppressed.put(one.issue(), one.reason());
                    }
                });
            }
        }
        int statements =
                scripts.stream().mapToInt(script -> script.runs().size()).sum();
        return new Result(issues, suppressed, notes, scripts.size(), statements);
    }

    private void declare(Parsed parsed, Map<Name, String> tenantColumns) {
        Helpers.tenantColumns(parsed.facts(), settings.tenantColumn(), tenantColumns);
        if (parsed.statement() instanceof Statement.Do block) {
            block.body().forEach(one -> declare(one, tenantColumns));
        }
    }
}
