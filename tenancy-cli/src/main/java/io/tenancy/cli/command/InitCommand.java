package io.tenancy.cli.command;

import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.Progress;
import io.tenancy.jdbc.migration.ControlPlaneVersion;
import io.tenancy.jdbc.migration.InstallReport;
import io.tenancy.jdbc.migration.TenancySchema;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "init",
        description = {
            "Make a database fit for Tenancy: roles, grants and the control plane. May be repeated, also to upgrade.",
            "",
            "The roles are made by a superuser, or by a login with CREATEROLE that owns the database:",
            "TENANCY_INIT_USER and TENANCY_INIT_PASSWORD, at TENANCY_INIT_URL (default: TENANCY_URL). On a terminal it asks.",
            "Roles for which no password is configured get one in .tenancy/connections.env, which only you can read."
        })
@Mark(Mark.Effect.CHANGES)
final class InitCommand extends Verb {
    InitCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws SQLException {
        Connections connections = session().connections();
        Operator operator = Operator.find(session());
        RoleCredentials credentials = RoleCredentials.prepare(session(), operator);
        InstallReport report = new InstallReport(List.of());
        try (Progress progress = session().console().progress("Installing the control plane")) {
            if (operator.login() != null) {
                progress.say("roles");
                report = TenancySchema.installRoles(connections.open(operator.login()), credentials.passwords());
            }
            progress.say("schema");
            DataSource migrator = connections.open(credentials.migrator());
            report = report.and(TenancySchema.installControlPlane(migrator));
        }
        session().console().print(document(report, operator, credentials));
        advise(operator, credentials);
        return OK;
    }

    private void advise(Operator operator, RoleCredentials credentials) {
        Console console = session().console();
        if (!credentials.kept().isEmpty()) {
            console.note("Kept the passwords of " + String.join(", ", credentials.kept())
                    + ", which are configured nowhere here; give them in the TENANCY_.._PASSWORD variables");
        }
        if (operator.isTakenFromMigrator()) {
            console.warn(
                    "TENANCY_USER is not tenancy_migrator: unset TENANCY_USER and TENANCY_PASSWORD for the commands that follow");
        }
        String migrate = session().migrations().isEmpty() ? "migrate --location DIRECTORY" : "migrate";
        console.note("Next: tenancyctl " + migrate + ", then tenancyctl tenant create KEY");
    }

    private static Document document(InstallReport report, Operator operator, RoleCredentials credentials) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("database", operator.address());
        tree.put("controlPlane", ControlPlaneVersion.CURRENT);
        tree.put("steps", report.steps().stream().map(InitCommand::tree).toList());
        tree.put("passwordFile", credentials.file());
        tree.put("generatedPasswords", credentials.generated());
        return Document.of(tree, page -> write(report, operator, credentials, page));
    }

    private static Map<String, @Nullable Object> tree(InstallReport.Step step) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("outcome", step.outcome());
        tree.put("what", step.what());
        tree.put("why", step.why());
        tree.put("remedy", step.remedy());
        return tree;
    }

    private static void write(InstallReport report, Operator operator, RoleCredentials credentials, Page page) {
        for (InstallReport.Step step : report.steps(InstallReport.Outcome.DONE)) {
            page.line(page.style().good("done") + "     " + page.safe(step.what()));
        }
        for (InstallReport.Step step : report.steps(InstallReport.Outcome.SKIPPED)) {
            page.line(page.style().warning("skipped") + "  " + page.safe(step.what())
                    + (step.why() == null ? "" : ": " + page.safe(step.why())));
            if (step.remedy() != null) {
                page.line("         fix: " + page.safe(step.remedy()));
            }
        }
        int present = report.steps(InstallReport.Outcome.PRESENT).size();
        if (present > 0) {
            page.line(page.style().faint("present") + "  " + present + (present == 1 ? " step was" : " steps were")
                    + " done before");
        }
        if (!credentials.generated().isEmpty()) {
            page.line("Passwords of " + String.join(", ", credentials.generated()) + " are in "
                    + page.safe(credentials.file()) + ", which only you can read");
        }
        page.line(page.style().good("ok") + "  Control plane " + ControlPlaneVersion.CURRENT + " is in "
                + page.safe(operator.address()));
    }
}
