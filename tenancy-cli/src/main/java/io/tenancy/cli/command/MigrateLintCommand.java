package io.tenancy.cli.command;

import io.tenancy.cli.lint.LintDocument;
import io.tenancy.cli.lint.LintRule;
import io.tenancy.cli.lint.LintSettings;
import io.tenancy.cli.lint.MigrationLint;
import io.tenancy.cli.lint.ShadowRun;
import io.tenancy.cli.output.Format;
import io.tenancy.cli.output.Progress;
import io.tenancy.cli.report.Issue;
import io.tenancy.cli.report.Judged;
import io.tenancy.cli.report.ReportRule;
import io.tenancy.cli.report.RuleDocument;
import io.tenancy.cli.report.Verdict;
import io.tenancy.config.IsolationSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lint",
        description = {
            "Judge migrations before they run: new tables that nothing isolates, keys without tenant, rights, locks; exit code 1 if there is one.",
            "Reads Flyway's SQL files, in their order, and no database. Besides the usual formats prints -o sarif, -o junit and -o github.",
            "A comment lets a finding stand: -- tenancy:ignore L09 reason"
        })
@Mark(Mark.Effect.READ_ONLY)
final class MigrateLintCommand extends Verb {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "Directories of migrations (default: those under migrations in tenancy.yaml).")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--rule", paramLabel = "RULE", split = ",", description = "Only these rules, such as L03,L09.")
    private Set<LintRule> rules = EnumSet.noneOf(LintRule.class);

    @Option(
            names = "--explain",
            paramLabel = "RULE",
            description = "Tell what a rule finds, what goes wrong, and how it is mended. Reads no file.")
    private @Nullable LintRule explained;

    @Option(
            names = "--since",
            paramLabel = "VERSION",
            description = "Leave out what migrations up to this version do; what they made still counts.")
    private @Nullable String since;

    @Option(
            names = "--shadow",
            description = "Also apply the migrations to a throw-away PostgreSQL, one at a time, and audit after each."
                    + " Tells which migration brought what check would find; --rule does not narrow it.")
    private boolean shadow;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description =
                    "The value of a placeholder $${NAME}. One without a value is taken for some name. May be repeated.")
    private Map<String, String> placeholders = new LinkedHashMap<>();

    @Option(
            names = "--placement",
            paramLabel = "PLACEMENT",
            split = ",",
            description = "Where the migrations must run as well: schema (one for each tenant), citus.")
    private Set<LintSettings.Placement> placements = EnumSet.noneOf(LintSettings.Placement.class);

    @Option(
            names = "--app-role",
            paramLabel = "ROLE",
            description = "The role that the application logs in as (default: tenancy_app).")
    private String appRole = "tenancy_app";

    @Mixin
    private final JudgingOptions judging = new JudgingOptions();

    MigrateLintCommand(Session session) {
        super(session);
    }

    @Override
    boolean prints(Format format) {
        return format.isCommon() || explained == null;
    }

    @Override
    public Integer call() throws SQLException {
        if (explained != null) {
            session().console().print(RuleDocument.of(explained.rule()));
            return OK;
        }
        judging.require();
        LintSettings settings = settings();
        List<Path> directories = MigrationFolders.of(folders, session());
        MigrationLint.Result result = lint(directories, settings);
        List<Issue> issues = new ArrayList<>(
                result.issues().stream().filter(one -> isAsked(one.rule())).toList());
        List<ReportRule> looked =
                new ArrayList<>(LintRule.all().stream().filter(this::isAsked).toList());
        if (shadow) {
            looked.addAll(ReportRule.ofAudit());
            issues.addAll(shadow(directories, settings));
        }
        Verdict verdict = judging.judge(session(), looked, issues, since != null || shadow);
        if (judging.updatesBaseline()) {
            return judging.write(session(), verdict);
        }
        verdict = withSuppressed(verdict, result.suppressed());
        session().console().print(LintDocument.of(verdict, result, VersionCommand.tool()));
        return verdict.isGreen() ? OK : FINDINGS;
    }

    private boolean isAsked(ReportRule rule) {
        return rules.isEmpty() || rules.stream().anyMatch(one -> one.rule().equals(rule));
    }

    private Verdict withSuppressed(Verdict verdict, Map<Issue, String> suppressed) {
        List<Judged> judged = new ArrayList<>(verdict.judged());
        suppressed.forEach((issue, reason) -> {
            if (isAsked(issue.rule())) {
                judged.add(new Judged(issue, Judged.Status.WAIVED, reason));
            }
        });
        return new Verdict(verdict.rules(), judged, verdict.failOn());
    }

    private LintSettings settings() {
        if (since != null && !since.matches("[0-9]+([._][0-9]+)*")) {
            throw CommandException.usage("Not a version: " + since, "Give one as in V1.2__name.sql: --since 1.2");
        }
        IsolationSettings declared = session().connections().config().isolation();
        return new LintSettings(
                declared.tenantColumn(),
                session().isConfigured() ? declared.sharedTables() : null,
                appRole,
                placeholders,
                since,
                placements);
    }

    private MigrationLint.Result lint(List<Path> directories, LintSettings settings) {
        try (Progress progress = session().console().progress("Reading migrations")) {
            progress.say("SQL");
            return new MigrationLint(directories, session().directory(), settings).run();
        }
    }

    private List<Issue> shadow(List<Path> directories, LintSettings settings) throws SQLException {
        if (!placeholders.isEmpty()) {
            throw CommandException.usage(
                    "--shadow runs migrations without placeholders", "Leave out --placeholder or --shadow");
        }
        try (Progress progress = session().console().progress("Applying migrations")) {
            return new ShadowRun(directories, session().directory(), settings).issues(progress::say);
        }
    }
}
