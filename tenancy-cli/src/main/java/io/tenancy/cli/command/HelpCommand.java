package io.tenancy.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Show the help of a command, as --help does.")
@Mark(Mark.Effect.READ_ONLY)
final class HelpCommand extends Verb {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, such as: tenant create.")
    private List<String> words = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    HelpCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        CommandLine line = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = line.getSubcommands().get(word);
            if (next == null) {
                throw CommandException.usage(
                        "'" + line.getCommandSpec().qualifiedName(" ") + "' has no command '" + word + "'",
                        "See: " + line.getCommandSpec().qualifiedName(" ") + " --help");
            }
            line = next;
        }
        line.usage(session().console().out(), line.getColorScheme());
        return OK;
    }
}
