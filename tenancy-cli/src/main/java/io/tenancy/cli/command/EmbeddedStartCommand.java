package io.tenancy.cli.command;

import picocli.CommandLine.Command;

@Command(name = "start", description = "Start it, and set it up the first time. It keeps running after the command.")
@Mark(Mark.Effect.CHANGES)
final class EmbeddedStartCommand extends Verb {
    EmbeddedStartCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        EmbeddedDatabase database = new EmbeddedDatabase(session());
        var unused = database.open();
        session().console().print(EmbeddedStatusCommand.document(session(), database.status()));
        return OK;
    }
}
