package io.tenancy.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The workflows for build servers: they parse, they pin what they use, and their commands do on an example what they are there for. */
class WorkflowsTest {
    private static final String GITHUB = "examples/ci/github.yaml";
    private static final String GITLAB = "examples/ci/gitlab.yaml";
    private static final String OWN = ".github/workflows/build.yaml";
    private static final Pattern COMMAND =
            Pattern.compile("(?:\\.\\./\\.\\./)?tenancyctl (?<arguments>[^>|]*?)(?: > (?<file>\\S+))?");

    private static Map<?, ?> workflow(String path) throws IOException {
        String text = Files.readString(Page.ROOT.resolve(path));
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static List<Map<?, ?>> steps(String path) throws IOException {
        List<Map<?, ?>> steps = new ArrayList<>();
        for (Object job : ((Map<?, ?>) workflow(path).get("jobs")).values()) {
            for (Object step : (List<?>) ((Map<?, ?>) job).get("steps")) {
                steps.add((Map<?, ?>) step);
            }
        }
        return steps;
    }

    private static List<Matcher> commands(List<?> scripts) {
        List<Matcher> commands = new ArrayList<>();
        for (Object script : scripts) {
            for (String line : String.valueOf(script).lines().toList()) {
                if (line.contains("tenancyctl ")) {
                    Matcher command = COMMAND.matcher(line.strip());
                    assertThat(command.matches()).as(line).isTrue();
                    commands.add(command);
                }
            }
        }
        return commands;
    }

    private static List<Matcher> commands(String path) throws IOException {
        return path.equals(GITLAB)
                ? commands((List<?>) ((Map<?, ?>) workflow(path).get("isolation")).get("script"))
                : commands(steps(path).stream().map(step -> step.get("run")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {GITHUB, OWN})
    void everyActionIsPinnedToACommitAndTellsItsRelease(String path) throws IOException {
        assertThat(steps(path)).isNotEmpty();
        assertThat(Files.readString(Page.ROOT.resolve(path)).lines().filter(line -> line.contains("uses: ")))
                .isNotEmpty()
                .allMatch(line -> line.matches(".*uses: [\\w-]+/[\\w/-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GITHUB, OWN})
    void everyReportThatIsWrittenIsShown(String path) throws IOException {
        List<String> shown = steps(path).stream()
                .filter(step -> String.valueOf(step.get("uses")).contains("/upload-sarif@"))
                .map(step -> String.valueOf(((Map<?, ?>) step.get("with")).get("sarif_file")))
                .toList();
        for (Matcher command : commands(path)) {
            String file = command.group("file");
            if (file != null) {
                assertThat(shown).as(path).anyMatch(one -> one.endsWith(file));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GITHUB, GITLAB})
    void everyCommandIsGreenOnTheQuickstart(String path) throws IOException {
        run(commands(path), "quickstart", "db/migration");
    }

    @Test
    void ownCommandsAreGreenOnTheExamples() throws IOException {
        run(commands(OWN), "chiro", "src/main/resources/db/migration/chiro");
    }

    private static void run(List<Matcher> commands, String example, String migrations) throws IOException {
        assertThat(commands).isNotEmpty();
        List<String> done = new ArrayList<>();
        try (ShellSession session =
                new ShellSession(Page.ROOT.resolve("examples").resolve(example))) {
            for (Matcher command : commands) {
                String arguments = command.group("arguments").replace("${{ matrix.migrations }}", migrations);
                if (!done.contains(arguments)) {
                    done.add(arguments);
                    Run run = session.run(List.of(arguments.strip().split(" ")));
                    assertThat(run.exit()).as(run.toString()).isZero();
                    assertThat(run.out()).as(run.toString()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void ownWorkflowRunsWhatTheReadmeTells() throws IOException {
        assertThat(steps(OWN)).anyMatch(step -> ".ci/run".equals(step.get("run")));
        assertThat(Files.readString(Page.ROOT.resolve(".ci/run"))).contains("mvn -B verify");
        assertThat(Files.isExecutable(Path.of(Page.ROOT.resolve(".ci/run").toString())))
                .isTrue();
    }
}
