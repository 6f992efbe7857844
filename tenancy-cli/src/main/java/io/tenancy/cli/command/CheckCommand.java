package io.tenancy.cli.command;

import io.tenancy.cli.check.CheckDocument;
import io.tenancy.cli.check.MigrationFolder;
import io.tenancy.cli.check.ProofIssues;
import io.tenancy.cli.fix.MendingMigration;
import io.tenancy.cli.output.Format;
import io.tenancy.cli.output.Progress;
import io.tenancy.cli.report.Baseline;
import io.tenancy.cli.report.Issue;
import io.tenancy.cli.report.ReportRule;
import io.tenancy.cli.report.RuleDocument;
import io.tenancy.cli.report.Verdict;
import io.tenancy.cli.report.Waiver;
import io.tenancy.config.ConnectionRole;
import io.tenancy.config.IsolationSettings;
import io.tenancy.config.TenancyConfig;
import io.tenancy.jdbc.isolation.IsolationAudit;
import io.tenancy.jdbc.isolation.IsolationReport;
import io.tenancy.jdbc.isolation.Rule;
import io.tenancy.jdbc.isolation.Severity;
import io.tenancy.jdbc.isolation.proof.IsolationProof;
import io.tenancy.jdbc.isolation.proof.ProofReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = {
            "Look for ways across tenants, in the catalog of a database or in a folder of migrations; exit code 1 if there is one.",
            "Reads no row of any table, unless --prove tries it out. Besides the usual formats prints -o sarif, -o junit and -o github.",
            "What tenancy.yaml does not declare about tables is inferred, and said so."
        })
@Mark(Mark.Effect.READ_ONLY)
final class CheckCommand extends Verb {
    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "Apply this folder to a throw-away PostgreSQL and look there. Needs no server.")
    private @Nullable Path migrations;

    @Option(
            names = "--prove",
            description = {
                "Also attack: make rows of two tenants, take the application's role, and try to get from one to the other.",
                "In one transaction that is rolled back; triggers fire, and numbers of sequences stay taken."
            })
    private boolean prove;

    @Option(
            names = "--control-plane",
            description = "With --prove: attack the tables and functions of Tenancy itself, too, which takes longer.")
    private boolean controlPlane;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The mildest finding that gives exit code 1: error (default) or warning.")
    private Severity failOn = Severity.ERROR;

    @Option(names = "--rule", paramLabel = "RULE", split = ",", description = "Only these rules, such as A05,A08.")
    private Set<Rule> rules = EnumSet.noneOf(Rule.class);

    @Option(
            names = "--explain",
            paramLabel = "RULE",
            description = "Tell what a rule finds, what an attacker gets, and how it is mended. Looks at no database.")
    private @Nullable Rule explained;

    @Option(
            names = "--waivers",
            paramLabel = "FILE",
            description =
                    "Findings that somebody answers for: a YAML list of rule, object, reason and until (default: ./tenancy-waivers.yaml, if there is one). Those under isolation.waivers in tenancy.yaml count too.")
    private @Nullable Path waivers;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that were there before and do not count.")
    private @Nullable Path baseline;

    @Option(names = "--update-baseline", description = "Write what is found to the baseline instead of judging by it.")
    private boolean updateBaseline;

    @Option(
            names = "--app-role",
            paramLabel = "ROLE",
            description = "The role that the application logs in as (default: tenancy_app).")
    private String appRole = "tenancy_app";

    @Mixin
    private final FixOptions fix = new FixOptions();

    CheckCommand(Session session) {
        super(session);
    }

    @Override
    boolean prints(Format format) {
        return format.isCommon() || explained == null;
    }

    @Override
    public Integer call() throws SQLException {
        if (explained != null) {
            session().console().print(RuleDocument.of(ReportRule.of(explained)));
            return OK;
        }
        if (updateBaseline && baseline == null) {
            throw CommandException.usage("--update-baseline needs to know the file", "Add --baseline FILE");
        }
        if (updateBaseline && fix.isAsked()) {
            throw CommandException.usage("--update-baseline accepts findings, --fix mends them", "Give one of them");
        }
        if (rules.contains(Rule.A25) && !prove) {
            throw CommandException.usage("A25 is what attacks find, and none was asked for", "Add --prove");
        }
        if (prove && !rules.isEmpty() && !rules.contains(Rule.A25)) {
            throw CommandException.usage("--prove finds A25, and --rule leaves that out", "Add A25 to --rule");
        }
        Seen seen = look();
        if (updateBaseline && baseline != null) {
            return write(seen.verdict(), absolute(baseline));
        }
        session().console().print(CheckDocument.of(seen.verdict(), seen.report(), seen.proof(), VersionCommand.tool()));
        seen.fixed().forEach(session().console()::note);
        return seen.verdict().isGreen() ? OK : FINDINGS;
    }

    /** What a look at a database gave. */
    private record Seen(IsolationReport report, @Nullable ProofReport proof, Verdict verdict, List<String> fixed) {}

    private Seen look() throws SQLException {
        Path folder = migrations == null ? null : absolute(migrations);
        if (folder != null && !Files.isDirectory(folder)) {
            throw CommandException.usage(
                    "The directory of migrations does not exist: " + folder, "Give an existing directory");
        }
        List<Waiver> answered = waivers();
        Set<String> known = baseline == null || updateBaseline ? Set.of() : Baseline.load(absolute(baseline));
        MendingMigration place = fix.isAsked() ? fix.place(session(), folder) : null;
        try (Progress progress = session().console().progress("Checking")) {
            MigrationFolder.Look<Seen> look = database -> {
                IsolationReport report = audit(database);
                ProofReport proof = prove ? proof(database, folder == null, progress::say) : null;
                Verdict verdict = Verdict.of(looked(), issues(report, proof), answered, known, today(), failOn);
                return new Seen(
                        report,
                        proof,
                        verdict,
                        place == null ? List.of() : fix.write(place, folder, verdict.open(), database));
            };
            return folder == null
                    ? look.at(session().connections().dataSource(ConnectionRole.MIGRATOR))
                    : MigrationFolder.applied(List.of("filesystem:" + folder), progress::say, look);
        }
    }

    private List<ReportRule> looked() {
        return ReportRule.ofAudit().stream()
                .filter(rule -> rules.isEmpty() || rules.contains(Rule.valueOf(rule.id())))
                // Nobody looked, so it must not be among what was looked for and not found.
                .filter(rule -> prove || !rule.id().equals(Rule.A25.name()))
                .toList();
    }

    private List<Issue> issues(IsolationReport report, @Nullable ProofReport proof) {
        Stream<Issue> tried = proof == null ? Stream.of() : ProofIssues.of(proof).stream();
        Stream<Issue> found = report.findings().stream()
                // The throw-away server is ours, and its release says nothing about theirs.
                .filter(finding -> migrations == null || finding.rule() != Rule.A21)
                .map(Issue::of);
        return Stream.concat(tried, found)
                .filter(issue -> rules.isEmpty()
                        || rules.contains(Rule.valueOf(issue.rule().id())))
                .sorted(Comparator.comparing(Issue::severity).reversed())
                .toList();
    }

    private ProofReport proof(DataSource database, boolean live, Consumer<String> progress) {
        IsolationProof.Builder proof = IsolationProof.builder(database)
                .appRole(appRole)
                .controlPlane(controlPlane)
                .progress(progress);
        if (isConfigured()) {
            IsolationSettings declared = session().connections().config().isolation();
            proof.tenantColumn(declared.tenantColumn()).sharedTables(declared.sharedTables());
        }
        Login application = live ? session().connections().find(ConnectionRole.APP) : null;
        if (application != null) {
            proof.app(session().connections().open(application));
        }
        return proof.build().run();
    }

    private int write(Verdict verdict, Path file) {
        List<Issue> open = verdict.open();
        Baseline.write(file, open);
        session().console().note(open.size() + " findings written to " + file);
        return OK;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(session().clock().instant(), ZoneOffset.UTC);
    }

    private List<Waiver> waivers() {
        return Waivable.of(session(), waivers, ReportRule.ofAudit());
    }

    private IsolationReport audit(DataSource database) {
        IsolationAudit.Builder audit = IsolationAudit.builder(database).appRole(appRole);
        if (isConfigured()) {
            IsolationSettings declared = session().connections().config().isolation();
            audit.tenantColumn(declared.tenantColumn()).sharedTables(declared.sharedTables());
        }
        return audit.build().run();
    }

    /** Without a file nothing is declared, which is not the same as declared to be nothing. */
    private boolean isConfigured() {
        return session().options().config() != null || Files.exists(absolute(Path.of(TenancyConfig.FILE_NAME)));
    }

    private Path absolute(Path typed) {
        return session().directory().resolve(typed);
    }
}
