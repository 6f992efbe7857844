package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.config.AlertSettings;
import io.tenancy.jdbc.alert.AlertMessage;
import io.tenancy.jdbc.alert.AlertSeverity;
import io.tenancy.jdbc.alert.SinkSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = {
            "Tell every sink of tenancy.yaml, or one, that this is a test; exit code 1 if one cannot be told.",
            "Needs no database."
        })
@Mark(Mark.Effect.READ_ONLY)
final class AlertsTestCommand extends Verb {
    @Parameters(arity = "0..1", paramLabel = "SINK", description = "The name of a sink.")
    private @Nullable String name;

    AlertsTestCommand(Session session) {
        super(session);
    }

    private record Outcome(String sink, boolean told, String says) {}

    @Override
    public Integer call() {
        AlertSettings alerts = session().connections().config().alerts();
        List<Outcome> outcomes = new ArrayList<>();
        for (SinkSettings sink : alerts.sinks()) {
            if (name == null || name.equals(sink.name())) {
                outcomes.add(tell(sink));
            }
        }
        for (String missing : alerts.missing()) {
            String sink = missing.substring(0, missing.indexOf(':'));
            if (name == null || name.equals(sink)) {
                outcomes.add(new Outcome(sink, false, "not set:" + missing.substring(missing.indexOf(':') + 1)));
            }
        }
        if (outcomes.isEmpty()) {
            throw CommandException.usage(
                    name == null
                            ? "tenancy.yaml names no sink that can be tried here"
                            : "tenancy.yaml names no such sink",
                    "Declare sinks under alerts; those of type code are tried by the application");
        }
        session()
                .console()
                .print(Document.list(
                        outcomes.stream().map(AlertsTestCommand::tree).toList(),
                        page -> outcomes.forEach(one -> page.line((one.told()
                                        ? page.style().good("told  ")
                                        : page.style().bad("failed"))
                                + "  " + page.safe(one.sink() + ": " + one.says())))));
        return outcomes.stream().allMatch(Outcome::told) ? OK : FINDINGS;
    }

    private Outcome tell(SinkSettings sink) {
        Instant now = session().clock().instant();
        AlertMessage message = new AlertMessage(
                UUID.randomUUID(),
                "test",
                "tenancy.test",
                AlertSeverity.INFO,
                "platform",
                "",
                "This is a test of tenancyctl alerts test",
                Map.of(),
                1,
                now,
                now);
        try {
            sink.open().deliver(message);
            return new Outcome(sink.name(), true, sink.type().name().toLowerCase(java.util.Locale.ROOT));
        } catch (IOException e) {
            String why = e.getMessage();
            return new Outcome(sink.name(), false, why == null ? e.getClass().getSimpleName() : why);
        }
    }

    private static Map<String, Object> tree(Outcome one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sink", one.sink());
        tree.put("told", one.told());
        tree.put("says", one.says());
        return tree;
    }
}
