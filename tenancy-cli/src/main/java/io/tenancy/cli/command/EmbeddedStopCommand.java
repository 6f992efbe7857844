package io.tenancy.cli.command;

import io.tenancy.cli.output.Progress;
import io.tenancy.testing.support.EmbeddedServer;
import picocli.CommandLine.Command;

@Command(name = "stop", description = "Stop it; its data stays. The next command that needs it starts it again.")
@Mark(Mark.Effect.CHANGES)
final class EmbeddedStopCommand extends Verb {
    EmbeddedStopCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        boolean ran;
        try (Progress progress = session().console().progress("Stopping the embedded PostgreSQL")) {
            ran = EmbeddedServer.stop(EmbeddedDatabase.home(session()));
        }
        if (!ran) {
            session().console().note("It was not running");
        }
        session().console().print(EmbeddedStatusCommand.document(session(), new EmbeddedDatabase(session()).status()));
        return OK;
    }
}
