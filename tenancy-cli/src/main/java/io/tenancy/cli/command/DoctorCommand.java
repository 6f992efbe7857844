package io.tenancy.cli.command;

import io.tenancy.TenancyException;
import io.tenancy.cli.output.Document;
import io.tenancy.cli.output.Page;
import io.tenancy.cli.output.Progress;
import io.tenancy.config.ConnectionRole;
import io.tenancy.testing.support.ServerStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = {
            "Examine connections, roles, control plane, server and driver; every finding comes with what mends it.",
            "Exits with 1 if something is an error."
        })
@Mark(Mark.Effect.READ_ONLY)
final class DoctorCommand extends Verb {
    DoctorCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() throws IOException {
        Findings findings = new Findings();
        try (Progress progress = session().console().progress("Examining")) {
            examine(findings, progress);
        }
        session().console().print(document(findings));
        return findings.hasErrors() ? FINDINGS : OK;
    }

    private void examine(Findings findings, Progress progress) throws IOException {
        Connections connections = session().connections();
        if (connections.isEmbedded()) {
            ServerStatus status = connections.embedded().status();
            if (status.state() != ServerStatus.State.RUNNING) {
                embeddedIsDown(findings, status);
                return;
            }
            findings.ok("embedded", "PostgreSQL " + status.majorVersion() + " runs on port " + status.port());
            findings.info(
                    "embedded",
                    "fsync is off: fast, and gone after a loss of power",
                    "For data that matters configure a server of its own in tenancy.yaml");
        }
        fileModes(findings);
        boolean reached = false;
        for (ConnectionRole name : ConnectionRole.values()) {
            progress.say(name.key());
            reached |= examine(connections, findings, name, !reached);
        }
    }

    private boolean examine(Connections connections, Findings findings, ConnectionRole name, boolean first) {
        try {
            Login login = connections.find(name);
            if (login == null) {
                missing(findings, name);
                return false;
            }
            return new DoctorConnection(session(), findings, name, login).examine(first);
        } catch (TenancyException e) {
            findings.error(name.key(), e.problem(), e.remedy());
            return false;
        }
    }

    private static void embeddedIsDown(Findings findings, ServerStatus status) {
        if (status.state() == ServerStatus.State.ABSENT) {
            findings.error(
                    "connections",
                    "No connection is configured, and this directory has no embedded PostgreSQL",
                    "tenancyctl init; or set TENANCY_URL, TENANCY_USER and TENANCY_PASSWORD");
        } else {
            findings.error("embedded", "The embedded PostgreSQL is stopped", "tenancyctl embedded start");
        }
    }

    private static void missing(Findings findings, ConnectionRole name) {
        String variables = name.urlVariable() + ", " + name.userVariable() + ", " + name.passwordVariable();
        switch (name) {
            case APP, ADMIN, MIGRATOR ->
                findings.error(name.key(), "Not configured", "Set " + variables + ", or connections." + name.key());
            case WORKER -> findings.info(name.key(), "Not configured; needed for jobs only", "Set " + variables);
            case LISTEN ->
                findings.info(
                        name.key(),
                        "Not configured: nodes hear of registry changes by a poll, within 2 s instead of at once",
                        "Set " + variables + " to a direct connection");
        }
    }

    private void fileModes(Findings findings) throws IOException {
        for (SecretFile file :
                new SecretFile[] {Connections.generated(session()), EmbeddedDatabase.passwords(session())}) {
            if (file.isExposed()) {
                findings.error(
                        "secrets", "Others can read the passwords in " + file.path(), "chmod 600 " + file.path());
            }
        }
    }

    private static Document document(Findings findings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("errors", findings.count(Findings.Level.ERROR));
        tree.put("warnings", findings.count(Findings.Level.WARNING));
        tree.put("items", findings.tree());
        return Document.of(tree, page -> write(findings, page));
    }

    private static void write(Findings findings, Page page) {
        for (Findings.Finding finding : findings.all()) {
            page.line(sign(finding, page) + "  " + finding.area() + ": " + page.safe(finding.what()));
            if (finding.fix() != null) {
                page.line("         fix: " + page.safe(finding.fix()));
            }
        }
        long errors = findings.count(Findings.Level.ERROR);
        long warnings = findings.count(Findings.Level.WARNING);
        page.line((errors == 0 ? page.style().good("ok") : page.style().bad("not ok")) + "  " + errors
                + (errors == 1 ? " error, " : " errors, ") + warnings + (warnings == 1 ? " warning" : " warnings"));
    }

    private static String sign(Findings.Finding finding, Page page) {
        return switch (finding.level()) {
            case OK -> page.style().good("ok     ");
            case INFO -> page.style().faint("info   ");
            case WARNING -> page.style().warning("warning");
            case ERROR -> page.style().bad("error  ");
        };
    }
}
