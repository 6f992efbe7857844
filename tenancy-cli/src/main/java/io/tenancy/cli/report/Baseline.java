package io.tenancy.cli.report;

import io.tenancy.cli.output.ReportDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The findings that were there when somebody began to check: known, and not counted. A JSON file, sorted, made to be committed. */
public final class Baseline {
    private Baseline() {}

    /**
     * Reads it.
     *
     * @param file the file
     * @return the fingerprints of known findings
     * @throws ReportFileException if the file cannot be read
     */
    public static Set<String> load(Path file) {
        Object tree = ReportFiles.read(file, "baseline", "Write it first, with --update-baseline");
        if (tree instanceof Map<?, ?> fields && fields.get("findings") instanceof List<?> known) {
            return known.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
        }
        throw new ReportFileException(
                "The baseline has no list 'findings': " + file, "Write it again, with --update-baseline", null);
    }

    /**
     * Writes it.
     *
     * @param file the file
     * @param findings what is known from now on
     * @throws ReportFileException if the file cannot be written
     */
    public static void write(Path file, List<Issue> findings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", 1);
        tree.put("findings", findings.stream().map(Issue::fingerprint).collect(Collectors.toCollection(TreeSet::new)));
        try {
            Files.writeString(file, ReportDocument.json(tree));
        } catch (IOException e) {
            throw new ReportFileException(
                    "The baseline cannot be written: " + file, "Give a file in a writable directory", e);
        }
    }
}
