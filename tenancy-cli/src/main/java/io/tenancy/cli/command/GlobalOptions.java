package io.tenancy.cli.command;

import io.tenancy.cli.output.Format;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options that every command takes, in any place of the command line. */
final class GlobalOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = FormatReader.class,
            completionCandidates = FormatNames.class,
            scope = ScopeType.INHERIT,
            order = 90,
            description = "Print results as table (default), json or yaml. Errors follow.")
    private Format format = Format.TABLE;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 91,
            description = "The configuration (default: ./tenancy.yaml, if there is one).")
    private @Nullable Path config;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            order = 92,
            description = "No colours. They are off anyway where no terminal reads, or with NO_COLOR set.")
    private boolean colourOff;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            order = 93,
            description = "No notes and no progress; results, warnings and errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--debug"},
            scope = ScopeType.INHERIT,
            order = 94,
            description = "Add the stack trace to an error.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 95,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    Format format() {
        return format;
    }

    @Nullable
    Path config() {
        return config;
    }

    boolean isColourOff() {
        return colourOff;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean isDebug() {
        return debug;
    }

    /**
     * What the options say in a command line that cannot be parsed, so that even that error comes in the asked format.
     */
    static GlobalOptions guess(String... arguments) {
        GlobalOptions guess = new GlobalOptions();
        String previous = "";
        for (String argument : arguments) {
            if (argument.equals("--")) {
                break;
            }
            for (Format format : Format.values()) {
                boolean apart = argument.equalsIgnoreCase(format.toString())
                        && (previous.equals("-o") || previous.equals("--output"));
                if (apart
                        || argument.equalsIgnoreCase("-o" + format)
                        || argument.equalsIgnoreCase("-o=" + format)
                        || argument.equalsIgnoreCase("--output=" + format)) {
                    guess.format = format;
                }
            }
            guess.colourOff |= argument.equals("--no-color");
            guess.debug |= argument.equals("--debug") || argument.equals("-v");
            guess.quiet |= argument.equals("--quiet") || argument.equals("-q");
            previous = argument;
        }
        return guess;
    }

    static final class FormatReader implements ITypeConverter<Format> {
        @Override
        public Format convert(String typed) {
            for (Format format : Format.values()) {
                if (format.toString().equalsIgnoreCase(typed)) {
                    return format;
                }
            }
            throw new TypeConversionException("'" + typed + "' is no format; use table, json or yaml");
        }
    }

    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("table", "json", "yaml").iterator();
        }
    }
}
