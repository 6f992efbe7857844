package io.tenancy.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.cli.Run;
import io.tenancy.cli.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a reader does at the prompt, in process: lines that call tenancyctl, that set variables, and comments. Anything else is
 * refused, so that a page shows nothing that is not run.
 */
final class ShellSession implements AutoCloseable {
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\$]|\\\\.)*)\"|'([^']*)'|([^\\s\"'#$|&;<>]+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("export ([A-Z_]+)=(\\S+)");

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    /** A session in a copy of a directory, or in an empty one. Not below JUnit's own: the user who runs PostgreSQL must be able to enter it. */
    ShellSession(Path template) throws IOException {
        directory = Files.createTempDirectory("tenancy-docs-").resolve("app");
        Files.createDirectory(directory);
        if (Files.isDirectory(template)) {
            copy(template);
        }
    }

    private void copy(Path template) throws IOException {
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.toList()) {
                Path relative = template.relativize(file);
                if (Files.isRegularFile(file) && !relative.startsWith(".tenancy") && !relative.startsWith("target")) {
                    Path copy = directory.resolve(relative);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** Runs the lines of a block; each must end as expected, the last one with this exit code. Both outputs, in order. */
    String run(Block block, int lastExit) {
        List<String> lines = block.text()
                .replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        StringBuilder output = new StringBuilder();
        for (int at = 0; at < lines.size(); at++) {
            Matcher assignment = ASSIGNMENT.matcher(lines.get(at));
            if (assignment.matches()) {
                environment.put(assignment.group(1), assignment.group(2));
                continue;
            }
            List<String> words = words(block, lines.get(at));
            Run run = run(words.subList(1, words.size()));
            assertThat(run.exit()).as("%s: %s", block, run).isEqualTo(at == lines.size() - 1 ? lastExit : 0);
            output.append(run.out()).append(run.err());
        }
        return output.toString();
    }

    /** One command, without the name of the program. */
    Run run(List<String> arguments) {
        return Tool.in(directory).with(environment).run(arguments.toArray(new String[0]));
    }

    private static List<String> words(Block block, String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        int at = 0;
        while (at < line.length() && line.charAt(at) != '#') {
            assertThat(matcher.find(at) && matcher.start() == at)
                    .as("%s: cannot read '%s'", block, line)
                    .isTrue();
            words.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
            at = matcher.end();
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
        }
        assertThat(words.get(0))
                .as("%s: only tenancyctl is run here: %s", block, line)
                .isIn("tenancyctl", "./tenancyctl");
        return words;
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(directory.resolve(".tenancy"))) {
            Run unused = Tool.in(directory).run("embedded", "stop");
        }
        try (Stream<Path> files = Files.walk(directory.getParent())) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
