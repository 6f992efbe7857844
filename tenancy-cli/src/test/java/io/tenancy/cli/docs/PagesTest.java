package io.tenancy.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a page shows is what the build executes, and what it points to exists. */
class PagesTest {
    /** Languages of which every block is a region of something executed. */
    private static final Set<String> SOURCES = Set.of("java", "sql", "yaml");
    /** What a test runs: test classes, and files that a test names. */
    private static final Pattern EXECUTED = Pattern.compile(".*/src/test/java/.*Test\\.java|examples/.*\\.(sql|yaml)");

    private static final Pattern DEPENDENCY = Pattern.compile("<groupId>(.*?)</groupId>\\s*"
            + "<artifactId>(.*?)</artifactId>\\s*<version>(.*?)</version>(?:\\s*<scope>test</scope>)?");

    @Test
    void everySnippetIsARegionOfSomethingThatIsExecuted() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Block block : blocks()) {
            if (SOURCES.contains(block.language())) {
                String problem = difference(block);
                if (problem != null) {
                    wrong.add(block + " " + problem);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static @Nullable String difference(Block block) throws IOException {
        String reference = block.marked("snippet");
        if (reference == null) {
            return "has no comment <!-- snippet: path#region --> directly above";
        }
        if (!EXECUTED.matcher(reference.replaceFirst("#.*", "")).matches()) {
            return "is taken from a file that no test executes: " + reference;
        }
        try {
            String region = Region.read(reference);
            return region.equals(block.text())
                    ? null
                    : "differs from " + reference + ", which is:\n" + region + "\n--- and in the page:\n"
                            + block.text();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void everyShellBlockIsRunOrSaysWhyNot() {
        assertThat(blocks())
                .filteredOn(block -> block.language().equals("sh"))
                .allMatch(block -> block.marked("run") != null || block.marked("shown") != null);
    }

    @Test
    void everyOtherBlockIsOutputOrSaysWhatItIs() {
        assertThat(blocks())
                .filteredOn(block -> !block.page().equals("docs/cli.md"))
                .filteredOn(block -> !SOURCES.contains(block.language()))
                .filteredOn(block -> !block.language().equals("sh"))
                .filteredOn(block -> !block.language().equals("xml"))
                .allMatch(block -> block.marked("output") != null || block.marked("shown") != null);
    }

    @Test
    void everyDependencyNamesAModuleOfThisBuild() throws IOException {
        String version = first(Files.readString(Page.ROOT.resolve("pom.xml")), "<version>(.*?)</version>");
        List<String> modules = new ArrayList<>();
        for (String module : List.of("tenancy-jdbc", "tenancy-core", "tenancy-testing/junit")) {
            modules.add(first(
                    Files.readString(Page.ROOT.resolve(module).resolve("pom.xml")),
                    "(?s)</parent>.*?<artifactId>(.*?)</artifactId>"));
        }
        for (Block block : blocks()) {
            if (block.language().equals("xml")) {
                Matcher dependency = DEPENDENCY.matcher(block.text());
                assertThat(dependency.find()).as(block.toString()).isTrue();
                assertThat(dependency.group(1)).as(block.toString()).isEqualTo("io.tenancy");
                assertThat(dependency.group(2)).as(block.toString()).isIn(modules);
                assertThat(dependency.group(3)).as(block.toString()).isEqualTo(version);
            }
        }
    }

    private static String first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Page page : Page.all()) {
            for (String link : page.links()) {
                if (!link.startsWith("https://") && !leadsSomewhere(page, link)) {
                    broken.add(page + " -> " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || Page.read(target).anchors().contains(parts[1]);
    }

    @Test
    void theReadmeSucceedsByLineSixty() {
        assertThat(Page.read(Page.ROOT.resolve("README.md")).blocks())
                .filteredOn(block -> block.text().startsWith("./tenancyctl demo"))
                .isNotEmpty()
                .allMatch(block -> block.line() <= 60);
    }

    private static List<Block> blocks() {
        return Page.all().stream().flatMap(page -> page.blocks().stream()).toList();
    }
}
