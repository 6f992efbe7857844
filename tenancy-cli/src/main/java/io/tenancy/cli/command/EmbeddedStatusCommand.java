package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.testing.support.ServerStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Show whether it exists and runs, and where.")
@Mark(Mark.Effect.READ_ONLY)
final class EmbeddedStatusCommand extends Verb {
    EmbeddedStatusCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        session().console().print(document(session(), new EmbeddedDatabase(session()).status()));
        return OK;
    }

    static Document document(Session session, ServerStatus status) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        boolean present = status.state() != ServerStatus.State.ABSENT;
        fields.put("state", status.state());
        fields.put("postgres", present ? status.majorVersion() : null);
        fields.put("port", present ? status.port() : null);
        fields.put(
                "url",
                present ? "jdbc:postgresql://127.0.0.1:" + status.port() + "/" + EmbeddedDatabase.name(session) : null);
        fields.put("pid", status.pid() == 0 ? null : status.pid());
        fields.put("log", present ? status.log() : null);
        fields.put("fsync", present ? false : null);
        return Document.entry(fields);
    }
}
