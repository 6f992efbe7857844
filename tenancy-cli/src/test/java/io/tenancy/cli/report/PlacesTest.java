package io.tenancy.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.cli.output.Format;
import io.tenancy.cli.report.VerdictDocument.Besides;
import io.tenancy.jdbc.isolation.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Findings that stand in files, in the formats of build servers. */
class PlacesTest {
    private static final ReportRule RULE =
            new ReportRule("L09", Severity.WARNING, "Index, locked", "Writers wait.", "Concurrently.", "create index");
    private static final Issue ISSUE = new Issue(
            RULE,
            Severity.WARNING,
            "public.note",
            "The table is locked: 100%",
            List.of("create index concurrently on note (id);"),
            new Place("db/my migrations/V2__a.sql", 3, 5));

    private static Verdict verdict(List<Waiver> waivers, Set<String> known) {
        return Verdict.of(
                List.of(RULE), List.of(ISSUE), waivers, known, LocalDate.parse("2026-01-01"), Severity.WARNING);
    }

    private static String report(Format format) {
        return new VerdictDocument(
                        verdict(List.of(), Set.of()),
                        "migrate lint",
                        "1.0",
                        new Besides(Map.of(), Map.of(), List.of(), "1 file"))
                .render(format);
    }

    @Test
    void sarifPointsIntoTheFile() throws Exception {
        JsonNode place =
                new ObjectMapper().readTree(report(Format.SARIF)).at("/runs/0/results/0/locations/0/physicalLocation");

        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("db/my%20migrations/V2__a.sql");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(3);
        assertThat(place.at("/region/startColumn").asInt()).isEqualTo(5);
    }

    @Test
    void githubAnnotatesTheLine() {
        assertThat(report(Format.GITHUB))
                .isEqualTo("::warning file=db/my migrations/V2__a.sql,line=3,col=5,title=L09 Index%2C locked::"
                        + "public.note: The table is locked: 100%25%0AWriters wait.%0AConcurrently."
                        + "%0Acreate index concurrently on note (id);\n");
    }

    @Test
    void junitNamesTheCommandAndThePlace() {
        assertThat(report(Format.JUNIT))
                .contains("name=\"tenancyctl migrate lint\"", "failures=\"1\"", "db/my migrations/V2__a.sql:3:5");
    }

    @Test
    void baselineKnowsAFindingThatMovedToAnotherLine() {
        Issue moved = new Issue(
                RULE,
                Severity.WARNING,
                ISSUE.object(),
                ISSUE.problem(),
                List.of(),
                new Place("elsewhere/V2__a.sql", 99, 1));

        assertThat(verdict(List.of(), Set.of(moved.fingerprint())).isGreen()).isTrue();
        assertThat(moved.fingerprint()).contains("V2__a.sql").doesNotContain("99", "elsewhere");
    }

    @Test
    void waiverNamesTheObjectOrTheFile() {
        LocalDate until = LocalDate.parse("2026-12-31");

        assertThat(verdict(List.of(new Waiver("L09", "public.note", "why", until)), Set.of())
                        .isGreen())
                .isTrue();
        assertThat(verdict(List.of(new Waiver("L09", "V2__a.sql", "why", until)), Set.of())
                        .isGreen())
                .isTrue();
        assertThat(verdict(List.of(new Waiver("L10", "V2__a.sql", "why", until)), Set.of())
                        .isGreen())
                .isFalse();
    }
}
