package io.tenancy.cli.command;

import io.tenancy.cli.output.Console;
import io.tenancy.config.TenancyConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run of tenancyctl sees of the world. Made once for each run and handed to every command. */
public final class Session {
    private final Console console;
    private final Map<String, String> environment;
    private final Path directory;
    private final Clock clock;
    private final Interruption interruption;
    private @Nullable Connections connections;
    private GlobalOptions options = new GlobalOptions();

    /**
     * The world of one run.
     *
     * @param console the streams
     * @param environment the environment variables
     * @param directory the absolute working directory
     * @param clock the clock
     */
    public Session(Console console, Map<String, String> environment, Path directory, Clock clock) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.clock = clock;
        this.interruption = new Interruption(console);
    }

    /**
     * The streams.
     *
     * @return the console
     */
    public Console console() {
        return console;
    }

    /**
     * The environment variables.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * The working directory.
     *
     * @return an absolute path
     */
    public Path directory() {
        return directory;
    }

    /**
     * The clock.
     *
     * @return the clock, in UTC
     */
    public Clock clock() {
        return clock;
    }

    /**
     * What happens on Ctrl-C.
     *
     * @return the interruption of this run
     */
    public Interruption interruption() {
        return interruption;
    }

    /** The connections, found at first use: a command that needs none reads no file. */
    Connections connections() {
        if (connections == null) {
            connections = new Connections(this);
        }
        return connections;
    }

    /** Whether there is a configuration file: without one nothing is declared, which is not the same as declared to be nothing. */
    boolean isConfigured() {
        return options.config() != null || Files.exists(directory.resolve(TenancyConfig.FILE_NAME));
    }

    /** Where the application's migrations stand, as configured; empty if nothing is. */
    List<String> migrations() {
        return connections().config().migrations();
    }

    /** The domain under which tenants have a label, as configured; null if none is. */
    @Nullable
    String baseDomain() {
        return connections().config().application().baseDomain();
    }

    GlobalOptions options() {
        return options;
    }

    void configure(GlobalOptions given) {
        options = given;
        console.configure(given.format(), given.isColourOff(), given.isQuiet());
    }
}
