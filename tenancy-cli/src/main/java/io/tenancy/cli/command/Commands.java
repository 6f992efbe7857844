package io.tenancy.cli.command;

import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Failure;
import io.tenancy.cli.output.Format;
import io.tenancy.cli.output.Style;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Puts the commands together and runs one command line: parse, execute, and turn whatever is thrown into the one error shape. */
public final class Commands {
    private Commands() {}

    /**
     * Runs one command line to its end.
     *
     * @param session the world of this run
     * @param arguments the command line
     * @return the exit code
     */
    public static int run(Session session, String... arguments) {
        session.configure(GlobalOptions.guess(arguments));
        int exit = execute(session, arguments);
        session.console().out().flush();
        session.console().err().flush();
        session.interruption().end(exit == Verb.OK);
        return exit;
    }

    private static int execute(Session session, String... arguments) {
        try {
            return commandLine(session).execute(arguments);
        } catch (Throwable defect) {
            return fail(session, defect);
        }
    }

    static CommandLine commandLine(Session session) {
        Console console = session.console();
        RootCommand root = new RootCommand(session);
        return Help.dress(new CommandLine(root, new Factory(session)))
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(console.outStyle() == Style.COLOURED ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(width(session))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedSubcommandsAllowed(false)
                .setExecutionStrategy(parsed -> execute(session, root, parsed))
                .setParameterExceptionHandler((wrong, line) -> fail(session, wrong))
                .setExecutionExceptionHandler((thrown, line, parsed) -> fail(session, thrown));
    }

    private static int execute(Session session, RootCommand root, ParseResult parsed) {
        session.configure(root.options());
        requireFormat(root.options().format(), parsed);
        return new RunLast().execute(parsed);
    }

    private static void requireFormat(Format format, ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        Object command = last.commandSpec().userObject();
        if (command instanceof Verb verb && !verb.prints(format)) {
            throw new ParameterException(
                    last.commandSpec().commandLine(),
                    "'" + last.commandSpec().qualifiedName(" ") + "' does not print as " + format
                            + "; use table, json or yaml");
        }
    }

    private static int fail(Session session, Throwable thrown) {
        if (session.interruption().isInterrupted()) {
            return io.tenancy.ErrorCode.INTERRUPTED.exitCode();
        }
        Failure failure = thrown instanceof ParameterException wrong ? UsageFailure.of(wrong) : Failures.of(thrown);
        session.console().fail(failure);
        if (session.options().isDebug()) {
            thrown.printStackTrace(session.console().err());
        }
        return failure.code().exitCode();
    }

    private static int width(Session session) {
        String columns = session.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[0-9]{2,3}") ? Math.max(60, Integer.parseInt(columns)) : 100;
    }

    /** Commands take the session in their constructor; picocli's own types are left to picocli. */
    private record Factory(Session session) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            List<Constructor<?>> constructors = Arrays.asList(type.getDeclaredConstructors());
            for (Constructor<?> constructor : constructors) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Session.class})) {
                    return type.cast(constructor.newInstance(session));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
