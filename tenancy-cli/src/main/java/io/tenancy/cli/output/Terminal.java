package io.tenancy.cli.output;

import java.util.Map;

/**
 * Which of the three standard streams lead to a person. Java cannot ask for each, so the launcher does and says so in the system
 * property {@value #PROPERTY}.
 *
 * @param in whether answers can be typed
 * @param out whether results are read on a screen
 * @param err whether notes and errors are read on a screen
 */
public record Terminal(boolean in, boolean out, boolean err) {
    static final String PROPERTY = "tenancy.tty";

    /** No stream is a terminal: tests, pipes, CI. */
    public static final Terminal NONE = new Terminal(false, false, false);

    /**
     * What the launcher found. Without a launcher no stream counts as a terminal.
     *
     * @return the terminal of this process
     */
    public static Terminal ofProcess() {
        String told = System.getProperty(PROPERTY, "");
        return new Terminal(told.contains("0"), told.contains("1"), told.contains("2"));
    }

    /**
     * Whether the environment allows colours at all, see no-color.org.
     *
     * @param environment the environment variables
     * @return false if {@code NO_COLOR} is set to anything or the terminal is dumb
     */
    public static boolean allowsColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }
}
