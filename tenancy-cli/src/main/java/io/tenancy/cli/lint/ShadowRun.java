package io.tenancy.cli.lint;

import io.tenancy.cli.check.MigrationFolder;
import io.tenancy.cli.report.Issue;
import io.tenancy.cli.report.Place;
import io.tenancy.cli.report.ReportRule;
import io.tenancy.jdbc.isolation.Finding;
import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.migration.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Applies migrations to a throw-away PostgreSQL, one at a time, and audits after each: so a finding names the migration that brought
 * it. Sees what no reader of files can: SQL that a block builds, what a function makes, what the server refuses.
 *
 * <p>Up to the version that the settings call settled, migrations run together, and what they leave is taken as it is. A finding
 * that a later migration mends is none.
 */
public final class ShadowRun {
    private final List<Path> folders;
    private final Path workingDirectory;
    private final LintSettings settings;

    /**
     * A run.
     *
     * @param folders where the migrations stand
     * @param workingDirectory what reported paths are relative to
     * @param settings what is known besides the files
     */
    public ShadowRun(List<Path> folders, Path workingDirectory, LintSettings settings) {
        this.folders = List.copyOf(folders);
        this.workingDirectory = Objects.requireNonNull(workingDirectory, "workingDirectory");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Runs.
     *
     * @param progress is told what is done
     * @return the audit's findings, each at the migration that brought it, in their order
     * @throws SQLException if the throw-away server cannot be used
     * @throws io.tenancy.TenancyException if a migration fails or a file cannot be read
     */
    public List<Issue> issues(Consumer<String> progress) throws SQLException {
        Path stage;
        try {
            stage = Files.createTempDirectory("tenancy-shadow");
        } catch (IOException e) {
            throw new UnreadableSqlException(
                    "No room for a copy of the migrations", "Check the temporary directory", e);
        }
        try {
            return MigrationFolder.applied(
                    List.of("filesystem:" + stage), progress, migrator -> step(stage, migrator, progress));
        } finally {
            remove(stage);
        }
    }

    private List<Issue> step(Path stage, DataSource migrator, Consumer<String> progress) {
        List<MigrationFile> files = MigrationFiles.in(folders, workingDirectory);
        List<MigrationFile> settled = new ArrayList<>();
        List<MigrationFile> pending = new ArrayList<>();
        for (MigrationFile file : files) {
            if (file.kind() == MigrationFile.Kind.VERSIONED || file.kind() == MigrationFile.Kind.REPEATABLE) {
                (settings.isSettled(file) ? settled : pending).add(file);
            } else if (file.kind() != MigrationFile.Kind.UNDO) {
                copy(file, stage);
            }
        }
        settled.forEach(file -> copy(file, stage));
        if (!settled.isEmpty()) {
            migrate(stage, migrator);
        }
        Map<String, MigrationFile> culprits = new LinkedHashMap<>();
        Set<String> before = fingerprints(audit(migrator));
        Set<String> accepted = Set.copyOf(before);
        List<Finding> findings = List.of();
        for (MigrationFile file : pending) {
            progress.accept(file.name());
            copy(file, stage);
            migrate(stage, migrator);
            findings = audit(migrator);
            Set<String> after = fingerprints(findings);
            for (String one : after) {
                if (!before.contains(one)) {
                    culprits.put(one, file);
                }
            }
            before = after;
        }
        return issues(findings, accepted, culprits);
    }

    private List<Issue> issues(List<Finding> findings, Set<String> accepted, Map<String, MigrationFile> culprits) {
        List<Issue> issues = new ArrayList<>();
        Map<MigrationFile, Script> scripts = new LinkedHashMap<>();
        for (Finding finding : findings) {
            MigrationFile file = culprits.get(finding.fingerprint());
            if (file != null && !accepted.contains(finding.fingerprint())) {
                Script script = scripts.computeIfAbsent(file, one -> Script.read(one, settings.placeholders()));
                issues.add(new Issue(
                        ReportRule.of(finding.rule()),
                        finding.severity(),
                        finding.object(),
                        finding.problem(),
                        finding.sql(),
                        place(script, finding.object())));
            }
        }
        return issues;
    }

    /** The last definition that names the object; else the last statement that does; else the first of all. */
    private static Place place(Script script, String object) {
        String name = object.substring(object.lastIndexOf('.') + 1).replace("\"", "");
        int first = script.runs().isEmpty() ? 0 : script.runs().get(0).start();
        List<Script.Run> naming = script.runs().stream()
                .filter(run -> script.sql().substring(run.start(), run.end()).contains(name))
                .toList();
        return script.place(Stream.concat(naming.stream(), naming.stream().filter(ShadowRun::defines))
                .reduce((one, next) -> next)
                .map(Script.Run::start)
                .orElse(first));
    }

    private static boolean defines(Script.Run run) {
        return run.statements().stream().anyMatch(one -> !(one.statement() instanceof Statement.Other));
    }

    private static void migrate(Path stage, DataSource migrator) {
        Object report = Migrator.builder(migrator)
                .locations(List.of("filesystem:" + stage))
                .build()
                .migrate();
        assert report != null;
    }

    private List<Finding> audit(DataSource migrator) {
        IsolationAudit.Builder audit = IsolationAudit.builder(migrator).appRole(settings.appRole());
        if (settings.sharedTables() != null) {
            audit.tenantColumn(settings.tenantColumn()).sharedTables(settings.sharedTables());
        }
        return audit.build().run().findings();
    }

    private static Set<String> fingerprints(List<Finding> findings) {
        return findings.stream().map(Finding::fingerprint).collect(Collectors.toSet());
    }

    /** Each in a directory of its own: files of several folders may have one name. */
    private static void copy(MigrationFile file, Path stage) {
        try {
            Path own = Files.createTempDirectory(stage, "m");
            Files.copy(file.path(), own.resolve(file.name()));
            Path conf = file.path().resolveSibling(file.name() + ".conf");
            if (Files.exists(conf)) {
                Files.copy(conf, own.resolve(file.name() + ".conf"));
            }
        } catch (IOException e) {
            throw new UnreadableSqlException("The migration cannot be copied: " + file.shown(), "Make it readable", e);
        }
    }

    private static void remove(Path stage) {
        try (Stream<Path> walk = Files.walk(stage)) {
            for (Path one : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UnreadableSqlException(
                    "The copy of the migrations cannot be removed: " + stage, "Remove it by hand", e);
        }
    }
}
