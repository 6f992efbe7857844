package io.tenancy.jdbc.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.isolation.AuditCorpus.Fault;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultCorpusTest {
    /** Takes a release of the server, an attack or a calendar, and cannot be made by SQL. */
    private static final Set<Rule> NOT_IN_SQL = EnumSet.of(Rule.A21, Rule.A25, Rule.W01, Rule.W02);

    private static TenancyDatabase database;

    @BeforeAll
    static void start() {
        database = TenancyDatabase.create();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    static List<Fault> faults() {
        return AuditCorpus.faults();
    }

    @Test
    void everyRuleHasThreeShapesOfItsFaultAtLeast() {
        Map<Rule, Integer> shapes = new EnumMap<>(Rule.class);
        faults().forEach(fault -> shapes.merge(fault.rule(), 1, Integer::sum));

        assertThat(EnumSet.complementOf(EnumSet.copyOf(NOT_IN_SQL)))
                .allSatisfy(rule ->
                        assertThat(shapes.getOrDefault(rule, 0)).as(rule.name()).isGreaterThanOrEqualTo(3));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultIsFoundByItsRuleAndByNoOther(Fault fault) throws SQLException {
        try (AuditCorpus.Made made = AuditCorpus.make(database.superuser(), fault.schema())) {
            IsolationReport report = made.audit();

            assertThat(report.findings()).as(report.toString()).anyMatch(finding -> isOf(fault, finding));
            assertThat(report.findings(Severity.WARNING))
                    .extracting(Finding::rule)
                    .isSubsetOf(allowed(fault));
        }
    }

    private static Set<Rule> allowed(Fault fault) {
        Set<Rule> allowed = new HashSet<>(fault.also());
        allowed.add(fault.rule());
        return allowed;
    }

    private static boolean isOf(Fault fault, Finding finding) {
        return finding.rule() == fault.rule()
                && finding.severity() == fault.severity()
                && finding.object().equals(object(fault));
    }

    private static String object(Fault fault) {
        return fault.object().replace("$database", database.name());
    }

    static List<Fault> mendable() {
        return faults().stream().filter(fault -> !fault.takesADecision()).toList();
    }

    @ParameterizedTest
    @MethodSource("mendable")
    void sqlOfTheFindingMendsIt(Fault fault) throws SQLException {
        try (AuditCorpus.Made made = AuditCorpus.make(database.superuser(), fault.schema())) {
            Finding finding = made.audit().findings().stream()
                    .filter(one -> isOf(fault, one))
                    .findFirst()
                    .orElseThrow();
            assertThat(finding.sql()).isNotEmpty();
            for (String sql : finding.sql()) {
                made.run(sql);
            }

            assertThat(made.audit().findings()).doesNotContain(finding);
        }
    }
}
