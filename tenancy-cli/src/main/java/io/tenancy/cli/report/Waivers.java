package io.tenancy.cli.report;

import io.tenancy.config.IsolationWaiver;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of waivers: a YAML list of {@code rule}, {@code object}, {@code reason} and {@code until}. */
public final class Waivers {
    /** The file that is read if it is there and none is named. */
    public static final String FILE_NAME = "tenancy-waivers.yaml";

    private static final Set<String> KEYS = Set.of("rule", "object", "reason", "until");

    private Waivers() {}

    /**
     * Reads them.
     *
     * @param file the file
     * @param rules the names of all rules that may be waived
     * @return the waivers in their order
     * @throws ReportFileException if the file cannot be read, or an entry is not complete
     */
    public static List<Waiver> load(Path file, Set<String> rules) {
        Object tree = ReportFiles.read(file, "file of waivers", "Give an existing file");
        if (tree == null) {
            return List.of();
        }
        if (!(tree instanceof List<?> entries)) {
            throw wrong(file, 0, "is no list");
        }
        List<Waiver> waivers = new ArrayList<>();
        for (Object entry : entries) {
            waivers.add(waiver(file, waivers.size() + 1, entry, rules));
        }
        return waivers;
    }

    /**
     * Those of {@code isolation.waivers} in {@code tenancy.yaml} that are for a command's rules; the others are for another command.
     *
     * @param declared what the file says
     * @param rules the names of all rules of the command that may be waived
     * @return the waivers in their order
     * @throws ReportFileException if a name looks like one of the rules and is none
     */
    public static List<Waiver> of(List<IsolationWaiver> declared, Set<String> rules) {
        List<Waiver> waivers = new ArrayList<>();
        for (IsolationWaiver one : declared) {
            if (rules.contains(one.rule())) {
                waivers.add(new Waiver(one.rule(), one.object(), one.reason(), one.until()));
            } else if (rules.stream()
                    .anyMatch(rule -> rule.charAt(0) == one.rule().charAt(0))) {
                throw new ReportFileException(
                        "isolation.waivers names no rule: " + one.rule(),
                        "Take a rule of the tables in docs/check.md",
                        null);
            }
        }
        return waivers;
    }

    private static Waiver waiver(Path file, int number, @Nullable Object entry, Set<String> rules) {
        if (!(entry instanceof Map<?, ?> fields) || !fields.keySet().equals(KEYS)) {
            throw wrong(file, number, "has not exactly the keys rule, object, reason and until");
        }
        String rule = text(fields, "rule");
        if (!rules.contains(rule)) {
            throw wrong(file, number, "names no rule: " + rule);
        }
        String reason = text(fields, "reason");
        if (reason.isBlank()) {
            throw wrong(file, number, "gives no reason");
        }
        try {
            return new Waiver(rule, text(fields, "object"), reason, LocalDate.parse(text(fields, "until")));
        } catch (DateTimeException e) {
            throw wrong(file, number, "has no day like 2027-06-30 under until");
        }
    }

    private static String text(Map<?, ?> fields, String key) {
        Object value = fields.get(key);
        return value == null ? "" : value.toString();
    }

    private static ReportFileException wrong(Path file, int number, String what) {
        return new ReportFileException(
                (number == 0 ? "The file" : "Waiver " + number) + " " + what + ": " + file,
                "An entry is: {rule: A09, object: public.token, reason: .., until: 2027-06-30}",
                null);
    }
}
