package io.tenancy.cli.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one run: results go to {@code out} and nothing else does; notes, questions, progress and errors go to {@code err}.
 *
 * <p>Set up before the command line is read, so that even a wrong command line is answered in the asked format. Not thread-safe but
 * for {@link #fail(Failure)}, which an interruption may call from its own thread.
 */
public final class Console {
    private static final long PROGRESS_DELAY_MILLIS = 1000;

    private final BufferedReader in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminal terminal;
    private Format format = Format.TABLE;
    private boolean colours;
    private boolean quiet;
    private volatile boolean asking;

    /**
     * A console over streams.
     *
     * @param in where answers and piped input come from
     * @param out where results go
     * @param err where everything else goes
     * @param terminal which of them are terminals
     * @param colours whether colours may be used on terminals
     */
    public Console(BufferedReader in, PrintWriter out, PrintWriter err, Terminal terminal, boolean colours) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.colours = colours;
    }

    /**
     * Sets what the global options say.
     *
     * @param format how results and errors are printed
     * @param noColour whether colours are switched off
     * @param quiet whether notes and progress are left out
     */
    public void configure(Format format, boolean noColour, boolean quiet) {
        this.format = format;
        this.colours &= !noColour;
        this.quiet = quiet;
    }

    /**
     * How results are printed.
     *
     * @return the format
     */
    public Format format() {
        return format;
    }

    /**
     * Where results go, for texts that are no document, such as help and completion scripts.
     *
     * @return the writer
     */
    public PrintWriter out() {
        return out;
    }

    /**
     * Where everything but results goes.
     *
     * @return the writer
     */
    public PrintWriter err() {
        return err;
    }

    /**
     * Where answers and piped input come from.
     *
     * @return the reader
     */
    public BufferedReader in() {
        return in;
    }

    /**
     * Which streams are terminals.
     *
     * @return the terminal
     */
    public Terminal terminal() {
        return terminal;
    }

    /**
     * The style of results.
     *
     * @return coloured on a terminal, unless switched off
     */
    public Style outStyle() {
        return colours && terminal.out() ? Style.COLOURED : Style.PLAIN;
    }

    /**
     * The style of notes and errors.
     *
     * @return coloured on a terminal, unless switched off
     */
    public Style errStyle() {
        return colours && terminal.err() ? Style.COLOURED : Style.PLAIN;
    }

    /**
     * Prints a result.
     *
     * @param document the result
     */
    public void print(Document document) {
        write(out, document, outStyle());
    }

    /**
     * Prints why the command stops.
     *
     * @param failure the reason
     */
    public synchronized void fail(Failure failure) {
        out.flush();
        write(err, failure, errStyle());
    }

    private void write(PrintWriter to, Document document, Style style) {
        switch (format) {
            case TABLE -> document.writeTo(new Page(to, style));
            case JSON -> to.print(Tree.json(document.tree()));
            case YAML -> to.print(Tree.yaml(document.tree()));
            case SARIF, JUNIT, GITHUB -> {
                if (document instanceof ReportDocument report) {
                    to.print(report.render(format));
                } else {
                    document.writeTo(new Page(to, style));
                }
            }
        }
        to.flush();
    }

    /**
     * Tells something that is no result. Left out under {@code --quiet}, and where a program reads stderr.
     *
     * @param text one line
     */
    public void note(String text) {
        if (isTalkative()) {
            err.println(Plain.line(text));
            err.flush();
        }
    }

    /** Under a machine format stderr holds documents only, unless it is a person's screen. */
    private boolean isTalkative() {
        return !quiet && (format == Format.TABLE || terminal.err());
    }

    /**
     * Tells something that the user must see, also under {@code --quiet}.
     *
     * @param text one line
     */
    public void warn(String text) {
        Document warning = Document.of(
                Map.of("warning", text), page -> page.line(page.style().warning("warning") + ": " + page.safe(text)));
        write(err, warning, errStyle());
    }

    /**
     * Shows that work goes on, if it takes longer than a second.
     *
     * @param work what is done, such as {@code Installing the control plane}
     * @return the progress, to be closed when the work is over
     */
    public Progress progress(String work) {
        return isTalkative() ? Progress.start(err, terminal.err(), work, PROGRESS_DELAY_MILLIS) : Progress.silent();
    }

    /**
     * Asks the person at the terminal.
     *
     * @param question without a final blank
     * @return the line typed, or null if nobody is there to answer
     * @throws IOException if the answer cannot be read
     */
    public @Nullable String ask(String question) throws IOException {
        if (!terminal.in()) {
            return null;
        }
        err.print(question + " ");
        err.flush();
        asking = true;
        String answer = in.readLine();
        asking = false;
        if (answer == null) {
            err.println();
        }
        return answer;
    }

    /**
     * Whether the program waits for a person.
     *
     * @return true while a question is open
     */
    public boolean isAsking() {
        return asking;
    }

    /**
     * Asks for a secret; what is typed is not shown.
     *
     * @param question without a final blank
     * @return the secret, or null if nobody is there to answer
     */
    @SuppressWarnings("SystemConsoleNull") // asked for only where stdin is known to be a terminal
    public @Nullable String askSecret(String question) {
        java.io.Console console = terminal.in() ? System.console() : null;
        asking = true;
        char[] typed = console == null ? null : console.readPassword("%s ", question);
        asking = false;
        return typed == null ? null : new String(typed);
    }
}
