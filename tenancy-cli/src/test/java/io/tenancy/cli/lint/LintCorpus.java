package io.tenancy.cli.lint;

import io.tenancy.cli.lint.LintSettings.Placement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Snippets and what the linter says about them. A file holds cases, each after a line {@code -- case: title}; a case is version 2 over the
 * prelude, or the files that its lines {@code -- file: V3__name.sql} begin. A line that ends in {@code --! L03 error} is where this rule
 * finds an error. {@code -- conf:} is what stands in the script's configuration, {@code -- placement:} what the command line asks for.
 */
final class LintCorpus {
    private static final Pattern MARK = Pattern.compile("--! (L\\d\\d (?:error|warning|info)(?:, L\\d\\d \\w+)*)\\s*$");

    private LintCorpus() {}

    /** A snippet. */
    record Case(String rule, String title, Map<String, String> files, Set<Placement> placements) {
        /** What the marks say: {@code file:line rule severity}. */
        Set<String> expected() {
            Set<String> expected = new TreeSet<>();
            files.forEach((name, sql) -> {
                List<String> lines = sql.lines().toList();
                for (int line = 0; line < lines.size(); line++) {
                    Matcher mark = MARK.matcher(lines.get(line));
                    if (mark.find()) {
                        for (String one : mark.group(1).split(", ")) {
                            expected.add(name + ":" + (line + 1) + " " + one);
                        }
                    }
                }
            });
            return expected;
        }

        /** What the linter says. */
        MigrationLint.Result lint(Path directory) throws IOException {
            Files.writeString(directory.resolve("V1__prelude.sql"), resource("prelude.sql"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
            LintSettings settings = new LintSettings("tenant_id", null, "tenancy_app", Map.of(), "1", placements);
            return new MigrationLint(List.of(directory), directory, settings).run();
        }

        @Override
        public String toString() {
            return rule + " " + title;
        }
    }

    static Set<String> found(MigrationLint.Result result, boolean withInfos) {
        Set<String> found = new TreeSet<>();
        result.issues().forEach(issue -> {
            String severity = issue.severity().name().toLowerCase(Locale.ROOT);
            if (issue.place() != null && (withInfos || !severity.equals("info"))) {
                found.add(issue.place().file() + ":" + issue.place().line() + " " + issue.rule() + " " + severity);
            }
        });
        return found;
    }

    static List<Case> cases(String kind, LintRule rule) {
        List<Case> cases = new ArrayList<>();
        String text = resource(kind + "/" + rule + ".sql");
        for (String one : text.split("(?m)^-- case: ")) {
            if (!one.isBlank()) {
                int end = one.indexOf('\n');
                cases.add(read(rule.name(), one.substring(0, end), one.substring(end + 1)));
            }
        }
        return cases;
    }

    private static Case read(String rule, String title, String body) {
        Map<String, String> files = new LinkedHashMap<>();
        Set<Placement> placements = EnumSet.noneOf(Placement.class);
        String file = "V2__case.sql";
        for (String line : body.lines().toList()) {
            if (line.startsWith("-- file: ")) {
                file = line.substring(9);
            } else if (line.startsWith("-- conf: ")) {
                files.put(file + ".conf", line.substring(9) + "\n");
            } else if (line.startsWith("-- placement: ")) {
                placements.add(Placement.valueOf(line.substring(14).toUpperCase(Locale.ROOT)));
            } else {
                files.merge(file, line + "\n", String::concat);
            }
        }
        return new Case(rule, title, files, placements);
    }

    static String resource(String name) {
        try (InputStream in = LintCorpus.class.getResourceAsStream("corpus/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
