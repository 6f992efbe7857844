package io.tenancy.cli.fix;

import io.tenancy.cli.report.Issue;
import io.tenancy.jdbc.isolation.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What mends the findings of a check, sorted by who can do it. Immutable.
 *
 * @param mended findings that the statements mend
 * @param steps the statements in an order that works, each with the findings that it serves
 * @param forOthers findings whose SQL needs a right that the migrator lacks
 * @param decisions findings that no SQL mends, because somebody has to say what is meant
 */
public record Mending(List<Issue> mended, List<Step> steps, List<Issue> forOthers, List<Issue> decisions) {
    /**
     * A statement of the migration.
     *
     * @param sql the statement
     * @param serves the rules and objects that it mends, such as {@code A08 public.letter}
     */
    public record Step(String sql, Set<String> serves) {
        /**
         * Checks the components.
         *
         * @param sql the statement
         * @param serves what it mends
         */
        public Step {
            Objects.requireNonNull(sql, "sql");
            serves = Set.copyOf(serves);
        }

        String servesWhat() {
            return String.join(", ", new TreeSet<>(serves));
        }
    }

    /**
     * Checks the components.
     *
     * @param mended findings that are mended
     * @param steps the statements
     * @param forOthers findings that need another right
     * @param decisions findings that need a decision
     */
    public Mending {
        mended = List.copyOf(mended);
        steps = List.copyOf(steps);
        forOthers = List.copyOf(forOthers);
        decisions = List.copyOf(decisions);
    }

    /**
     * Sorts findings. Asks the catalog who owns what, and changes nothing. Hints are left alone: they say what could be better.
     *
     * @param findings what counts in a check
     * @param migrator connects as the role that applies migrations
     * @return what mends them
     * @throws SQLException if the database cannot be asked
     */
    public static Mending of(List<Issue> findings, DataSource migrator) throws SQLException {
        List<Issue> mended = new ArrayList<>();
        List<Issue> forOthers = new ArrayList<>();
        List<Issue> decisions = new ArrayList<>();
        Map<Statement, Set<String>> statements = new LinkedHashMap<>();
        try (Owners owners = new Owners(migrator)) {
            for (Issue issue : findings) {
                if (issue.severity() == Severity.INFO) {
                    continue;
                }
                List<@Nullable Statement> parsed = new ArrayList<>();
                issue.sql().forEach(sql -> parsed.add(Statement.parse(sql)));
                if (parsed.isEmpty()) {
                    decisions.add(issue);
                } else if (all(parsed, owners)) {
                    mended.add(issue);
                    parsed.stream()
                            .filter(Objects::nonNull)
                            .forEach(statement -> statements
                                    .computeIfAbsent(statement, key -> new LinkedHashSet<>())
                                    .add(issue.rule() + " " + issue.object()));
                } else {
                    forOthers.add(issue);
                }
            }
        }
        return new Mending(mended, ordered(statements), forOthers, decisions);
    }

    /**
     * Whether there is nothing to write.
     *
     * @return true without a statement
     */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** A finding is mended whole or not at all. */
    private static boolean all(List<@Nullable Statement> statements, Owners owners) throws SQLException {
        for (Statement statement : statements) {
            if (statement == null || !owners.mayRun(statement)) {
                return false;
            }
        }
        return true;
    }

    private static List<Step> ordered(Map<Statement, Set<String>> statements) {
        return statements.entrySet().stream()
                .filter(entry -> statements.keySet().stream().noneMatch(entry.getKey()::repeats))
                .sorted(Comparator.comparing(entry -> entry.getKey().step()))
                .map(entry -> new Step(entry.getKey().sql(), entry.getValue()))
                .collect(Collectors.toList());
    }
}
