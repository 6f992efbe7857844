package io.tenancy.cli.command;

import io.tenancy.ErrorCode;
import io.tenancy.cli.output.Failure;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line in the one error shape: what is wrong with it, and the nearest right one. */
final class UsageFailure {
    private UsageFailure() {}

    static Failure of(ParameterException wrong) {
        CommandLine line = wrong.getCommandLine();
        List<String> unmatched = line.getUnmatchedArguments();
        if (wrong instanceof MissingParameterException && !unmatched.isEmpty()) {
            // What is missing was given, but taken for something else.
            return of(new UnmatchedArgumentException(line, unmatched));
        }
        String name = line.getCommandSpec().qualifiedName(" ");
        return new Failure(ErrorCode.USAGE, what(wrong, name), null, remedy(wrong, line, name), Map.of());
    }

    private static String what(ParameterException wrong, String name) {
        if (isVerbMissing(wrong)) {
            return "'" + name + "' needs a verb";
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                return "'" + name + "' has no option '" + first + "'";
            }
            return hasVerbs(wrong.getCommandLine())
                    ? "'" + name + "' has no command '" + first + "'"
                    : "'" + name + "' takes no argument '" + first + "'";
        }
        String message = wrong.getMessage() == null ? "Wrong usage" : wrong.getMessage();
        return message.replaceAll("\\R+", " ")
                .replaceAll("\\.$", "")
                .replaceAll("^Error: ", "")
                .replace(" (case-insensitive)", "");
    }

    private static String remedy(ParameterException wrong, CommandLine line, String name) {
        String help = "See: " + name + " --help";
        if (isVerbMissing(wrong)) {
            return "Use one of: " + String.join(", ", line.getSubcommands().keySet());
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> near = Spelling.nearest(unmatched.getUnmatched().get(0), candidates(unmatched, line));
            return near.isEmpty() ? help : "Did you mean: " + String.join(" or ", near) + "? " + help;
        }
        return help;
    }

    private static List<String> candidates(UnmatchedArgumentException unmatched, CommandLine line) {
        return unmatched.isUnknownOption()
                ? List.copyOf(line.getCommandSpec().optionsMap().keySet())
                : List.copyOf(line.getSubcommands().keySet());
    }

    private static boolean hasVerbs(CommandLine line) {
        return !line.getSubcommands().isEmpty();
    }

    private static boolean isVerbMissing(ParameterException wrong) {
        return wrong.getClass() == ParameterException.class
                && hasVerbs(wrong.getCommandLine())
                && !(wrong.getCommandLine().getCommand() instanceof Verb);
    }
}
