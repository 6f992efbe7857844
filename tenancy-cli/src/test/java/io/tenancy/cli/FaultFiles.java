package io.tenancy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The seeded faults of the audit, for tests that need them committed in a database of their own. */
final class FaultFiles {
    private static final Path CORPUS = Path.of(
            System.getProperty("tenancy.basedir"), "tenancy-jdbc/src/test/resources/io/tenancy/jdbc/isolation/corpus");
    private static final Pattern HEAD = Pattern.compile("--> (?<title>.+?)(?: = (?<severity>[A-Z]+))? @ (?<object>.+)");
    private static final Pattern SERVER_WIDE = Pattern.compile(
            "allow_system_table_mods|create role|alter role \\w+ (?!in database)|grant (tenancy|corpus|pg)_\\w+ to");

    /** One faulty schema. */
    record Fault(String rule, int number, String title, String sql) {
        /** Whether it changes roles, which every database of the server shares, or makes up an extension. */
        boolean isServerWide() {
            return SERVER_WIDE.matcher(sql).find();
        }

        boolean takesADecision() {
            return sql.contains("-- takes a decision");
        }

        /** The whole schema, as the corpus makes it. */
        String schema() throws IOException {
            return "set role tenancy_migrator;\n" + Files.readString(CORPUS.resolve("prelude.sql")) + sql
                    + "\n;set role tenancy_migrator; select tenancy.hand_over(); reset role;";
        }

        /** What a tenancy.yaml would say; empty if there is none. */
        String configuration() {
            String shared = word("shared");
            return shared.isEmpty()
                    ? ""
                    : "application:\n  name: Corpus\nisolation:\n  sharedTables: [" + shared.replace(" ", ", ") + "]\n";
        }

        private String word(String key) {
            Matcher matcher = Pattern.compile("--: " + key + " (.+)").matcher(sql);
            return matcher.find() ? matcher.group(1) : "";
        }

        @Override
        public String toString() {
            return rule + " " + title;
        }
    }

    private FaultFiles() {}

    static List<Fault> all() throws IOException {
        List<Fault> faults = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS.resolve("faults"))) {
            for (Path file : files.sorted().toList()) {
                String rule = file.getFileName().toString().replace(".sql", "");
                int number = 0;
                for (String text : Files.readString(file).split("(?m)^(?=--> )")) {
                    Matcher head = HEAD.matcher(text.lines().findFirst().orElse(""));
                    if (head.matches()) {
                        faults.add(new Fault(rule, ++number, head.group("title"), text));
                    }
                }
            }
        }
        return faults;
    }
}
