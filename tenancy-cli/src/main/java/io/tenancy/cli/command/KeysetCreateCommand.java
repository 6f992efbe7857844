package io.tenancy.cli.command;

import io.tenancy.cli.output.Document;
import io.tenancy.jdbc.secret.SecretKeyset;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "create",
        description = "Print new keys for TENANCY_KEYSET. Stores nothing: keep them where you keep secrets.")
@Mark(Mark.Effect.READ_ONLY)
final class KeysetCreateCommand extends Verb {
    KeysetCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        print(session(), SecretKeyset.generate());
        return OK;
    }

    static void print(Session session, SecretKeyset keys) {
        String json = keys.toJson();
        session.console()
                .print(Document.of(Map.of("variable", SecretKeyset.VARIABLE, "keyset", json), page -> page.line(json)));
        session.console()
                .note("Set " + SecretKeyset.VARIABLE + " to this line on every node; it opens every stored secret.");
    }
}
