package io.tenancy.cli;

import io.tenancy.cli.command.Commands;
import io.tenancy.cli.command.Session;
import io.tenancy.cli.output.Console;
import io.tenancy.cli.output.Terminal;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The program {@code tenancyctl}. One object runs one command line and is then used up; everything it sees of the world is handed to
 * it, so that a test runs it in process.
 *
 * <pre>{@code
 * var out = new ByteArrayOutputStream();
 * int exit = new Tenancyctl(Map.of(), directory, InputStream.nullInputStream(), out, err, Terminal.NONE).run("tenant", "list");
 * }</pre>
 */
public final class Tenancyctl {
    private final Session session;

    /**
     * A program over given streams.
     *
     * @param environment the environment variables
     * @param directory the working directory
     * @param in where answers and piped input come from
     * @param out where results go
     * @param err where everything else goes
     * @param terminal which of the streams are terminals
     */
    public Tenancyctl(
            Map<String, String> environment,
            Path directory,
            InputStream in,
            OutputStream out,
            OutputStream err,
            Terminal terminal) {
        Charset charset = terminal.out() ? Charset.defaultCharset() : StandardCharsets.UTF_8;
        Console console = new Console(
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
                new PrintWriter(new OutputStreamWriter(out, charset)),
                new PrintWriter(new OutputStreamWriter(err, charset)),
                terminal,
                Terminal.allowsColour(environment));
        this.session = new Session(console, environment, directory.toAbsolutePath(), Clock.systemUTC());
    }

    /**
     * Runs the program in this process and leaves it with the exit code of the command.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Tenancyctl program =
                new Tenancyctl(System.getenv(), Path.of(""), System.in, System.out, System.err, Terminal.ofProcess());
        program.session.interruption().watchProcess();
        System.exit(program.run(arguments));
    }

    /**
     * Runs one command line to its end.
     *
     * @param arguments the command line
     * @return the exit code: 0 ok, 1 findings or refused by rule, 2 usage, 3 cannot connect, 4 not found, 5 conflict, 6 server
     *     refused or failed midway, 70 internal, 130 interrupted
     */
    public int run(String... arguments) {
        return Commands.run(session, arguments);
    }
}
