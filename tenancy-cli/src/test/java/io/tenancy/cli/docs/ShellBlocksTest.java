package io.tenancy.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The shell blocks of the pages, executed. {@code <!-- run: NAME -->}: in a copy of {@code examples/NAME}, after the blocks of that
 * name that stand before it on the page; {@code <!-- run: NAME exit 1 -->} where the last line is meant to fail. A block marked
 * {@code <!-- output: NAME -->} shows what the block before it printed: a line of three dots stands for any lines, three dots in a
 * line for anything.
 */
class ShellBlocksTest {
    private static final Pattern RUN = Pattern.compile("([a-z-]+)(?: exit (\\d+))?");
    private static final String DOTS = "...";

    @TestFactory
    List<DynamicTest> pages() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Page page : Page.all()) {
            List<Block> blocks = page.blocks().stream()
                    .filter(block -> block.marked("run") != null || block.marked("output") != null)
                    .toList();
            blocks.stream()
                    .map(ShellBlocksTest::name)
                    .distinct()
                    .forEach(name -> tests.add(DynamicTest.dynamicTest(
                            page + " " + name,
                            () -> run(
                                    name,
                                    blocks.stream()
                                            .filter(b -> name(b).equals(name))
                                            .toList()))));
        }
        return tests;
    }

    private static String name(Block block) {
        return marker(block).group(1);
    }

    private static Matcher marker(Block block) {
        @Nullable String run = block.marked("run");
        Matcher matcher = RUN.matcher(run != null ? run : String.valueOf(block.marked("output")));
        assertThat(matcher.matches()).as(block.toString()).isTrue();
        return matcher;
    }

    private static void run(String name, List<Block> blocks) throws IOException {
        try (ShellSession session =
                new ShellSession(Page.ROOT.resolve("examples").resolve(name))) {
            String output = "";
            for (Block block : blocks) {
                if (block.marked("run") != null) {
                    String exit = marker(block).group(2);
                    output = session.run(block, exit == null ? 0 : Integer.parseInt(exit));
                } else {
                    assertShows(block, output);
                }
            }
        }
    }

    private static void assertShows(Block block, String output) {
        String pattern = block.text().lines().map(ShellBlocksTest::pattern).collect(Collectors.joining("\n"));
        String shown = output.lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
        assertThat(Pattern.compile("(?s)(.*\n)?" + pattern + "(\n.*)?")
                        .matcher(shown)
                        .matches())
                .as("%s shows\n%s\n--- but it printed\n%s", block, block.text(), shown)
                .isTrue();
    }

    private static String pattern(String line) {
        if (line.strip().equals(DOTS)) {
            return "(?:.*)";
        }
        return List.of(line.stripTrailing().split(Pattern.quote(DOTS), -1)).stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("[^\n]*"));
    }
}
