package io.tenancy.cli;

import io.tenancy.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** tenancyctl in process, in a directory and an environment of its own. */
public final class Tool {
    private final Path directory;
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final String input;

    private Tool(Path directory, Map<String, String> environment, Terminal terminal, String input) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
        this.input = input;
    }

    public static Tool in(Path directory) {
        return new Tool(directory, Map.of(), Terminal.NONE, "");
    }

    public Tool with(String name, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        return new Tool(directory, changed, terminal, input);
    }

    public Tool with(Map<String, String> more) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.putAll(more);
        return new Tool(directory, changed, terminal, input);
    }

    /** As if a person sat there and typed this. */
    public Tool typing(String text) {
        return new Tool(directory, environment, new Terminal(true, true, true), text);
    }

    /** As if this were piped in. */
    public Tool piping(String text) {
        return new Tool(directory, environment, terminal, text);
    }

    public Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int exit = new Tenancyctl(environment, directory, in, out, err, terminal).run(arguments);
        return new Run(
                "tenancyctl " + String.join(" ", arguments),
                exit,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}
