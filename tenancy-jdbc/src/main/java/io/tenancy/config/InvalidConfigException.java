package io.tenancy.config;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration cannot be read, or holds something unknown or wrong. Tells every problem of the file at once. */
public final class InvalidConfigException extends TenancyException {
    private static final long serialVersionUID = 1L;
    private static final int TOLD = 20;

    private final transient List<ConfigProblem> problems;

    InvalidConfigException(String file, List<ConfigProblem> problems, @Nullable Throwable cause) {
        super(
                ErrorCode.CONFIG_INVALID,
                text(file, sorted(problems)),
                "Correct it; tenancy.schema.json in the tenancy-jdbc jar describes every key",
                Map.of(),
                cause);
        this.problems = sorted(problems);
    }

    private static List<ConfigProblem> sorted(List<ConfigProblem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column))
                .toList();
    }

    private static String text(String file, List<ConfigProblem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).at(file);
        }
        String told = problems.stream()
                .limit(TOLD)
                .map(problem -> "\n  " + problem.at(file))
                .collect(Collectors.joining());
        String rest = problems.size() > TOLD ? "\n  and " + (problems.size() - TOLD) + " more" : "";
        return file + " has " + problems.size() + " problems" + told + rest;
    }

    /**
     * Every problem.
     *
     * @return the problems in the order of the file, at least one
     */
    public List<ConfigProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
