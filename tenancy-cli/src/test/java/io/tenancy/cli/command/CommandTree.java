package io.tenancy.cli.command;

import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Terminal;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command that does something, as picocli has it. */
public final class CommandTree {
    private CommandTree() {}

    /** A command: {@code member list}. */
    public record Leaf(String name, List<Place> positionals, List<Place> options) {
        public String[] words() {
            return name.split(" ");
        }
    }

    /** Where a value goes; name is an option's longest name, or empty. */
    public record Place(String name, String label, boolean required) {}

    public static List<Leaf> leaves() {
        Console console = new Console(
                new BufferedReader(new StringReader("")),
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                Terminal.NONE,
                false);
        List<Leaf> leaves = new ArrayList<>();
        collect(Commands.commandLine(new Session(console, Map.of(), Path.of(""), Clock.systemUTC())), "", leaves);
        return leaves;
    }

    private static void collect(CommandLine line, String name, List<Leaf> leaves) {
        if (!line.getSubcommands().isEmpty()) {
            line.getSubcommands().forEach((word, below) -> collect(below, (name + " " + word).strip(), leaves));
        }
        boolean isGroup = !line.getSubcommands().isEmpty()
                && line.getCommandSpec().positionalParameters().isEmpty();
        if (!isGroup) {
            leaves.add(new Leaf(
                    name,
                    line.getCommandSpec().positionalParameters().stream()
                            .map(CommandTree::place)
                            .toList(),
                    line.getCommandSpec().options().stream()
                            .filter(option -> option.arity().max() > 0 && !option.usageHelp())
                            .map(CommandTree::place)
                            .toList()));
        }
    }

    private static Place place(PositionalParamSpec spec) {
        return new Place("", spec.paramLabel(), spec.required());
    }

    private static Place place(OptionSpec spec) {
        // Of a group one is enough, and which one is what is tried.
        return new Place(spec.longestName(), spec.paramLabel(), spec.required() && spec.group() == null);
    }
}
