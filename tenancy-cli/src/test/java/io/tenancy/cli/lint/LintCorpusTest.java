package io.tenancy.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault is found at its line, with its severity, and nothing else is; clean migrations give no error and no warning. */
class LintCorpusTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("faults")
    void faultIsFoundAtItsLine(LintCorpus.Case fault) throws Exception {
        Set<String> expected = fault.expected();

        Set<String> found = new TreeSet<>(LintCorpus.found(fault.lint(directory), true));
        found.removeIf(one -> one.endsWith(" info") && !expected.contains(one));

        assertThat(expected).anyMatch(one -> one.contains(fault.rule()));
        assertThat(found).isEqualTo(expected);
    }

    static List<LintCorpus.Case> faults() {
        return all("faults");
    }

    @ParameterizedTest
    @MethodSource("clean")
    void cleanMigrationGivesNoWarning(LintCorpus.Case clean) throws Exception {
        assertThat(LintCorpus.found(clean.lint(directory), false)).isEmpty();
    }

    static List<LintCorpus.Case> clean() {
        return all("clean");
    }

    private static List<LintCorpus.Case> all(String kind) {
        return Stream.of(LintRule.values())
                .flatMap(rule -> LintCorpus.cases(kind, rule).stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleHasFaultsAndCleanShapes(LintRule rule) {
        assertThat(LintCorpus.cases("faults", rule)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(LintCorpus.cases("clean", rule)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void corpusIsLarge() {
        assertThat(faults()).hasSizeGreaterThanOrEqualTo(90);
        assertThat(clean()).hasSizeGreaterThanOrEqualTo(60);
    }
}
