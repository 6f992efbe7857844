package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.ErrorCode;
import io.tenancy.jdbc.migration.InstallReport;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CheckTest {
    private static final Path CHIRO = Path.of(System.getProperty("tenancy.basedir"), "examples", "chiro");

    @TempDir
    Path directory;

    private TestDatabase database;
    private Tool tool;

    @BeforeEach
    void install() {
        database = Installed.database();
        // A clone has the schemas of its template, but not the grants on the database itself.
        InstallReport grants = TenancySchema.installRoles(database.dataSource(), RolePasswords.none());
        assertThat(grants.steps()).isNotEmpty();
        tool = Installed.tool(directory, database);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void leak() throws Exception {
        database.execute("create table note (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));"
                + "grant select on note to tenancy_app");
    }

    @Test
    void freshDatabaseIsGreen() {
        assertThat(tool.run("check").isOk().out()).contains("ok  0 errors, 0 warnings");
    }

    @Test
    void leakIsRedAndItsSqlMakesItGreen() throws Exception {
        leak();
        Run red = tool.run("check");
        assertThat(red.exit()).as(red.toString()).isEqualTo(1);
        assertThat(red.out())
                .contains("A01  public.note: Row level security is off", "not ok  1 error")
                .contains("sql: select tenancy.isolate('public.note');", "inferred");

        database.execute("select tenancy.isolate('public.note');");
        assertThat(tool.run("check").isOk().out()).contains("1 tenant table");
    }

    @Test
    void chosenRulesOnlyCount() throws Exception {
        leak();

        Run other = tool.run("check", "--rule", "A08,A09").isOk();

        assertThat(other.out()).doesNotContain("A01");
        assertThat(tool.run("check", "--rule", "a01").exit()).isEqualTo(1);
        Run unknown = tool.run("check", "--rule", "A99").failsWith(ErrorCode.USAGE);
        assertThat(unknown.err()).contains("A99");
    }

    @Test
    void warningFailsOnlyWhereAsked() throws Exception {
        database.execute("create table memo (id integer); grant select, insert on memo to tenancy_app");

        assertThat(tool.run("check").isOk().out()).contains("A24  public.memo", "1 warning");
        assertThat(tool.run("check", "--fail-on", "warning").exit()).isEqualTo(1);
    }

    @Test
    void declaredTablesAreNotInferred() throws Exception {
        database.execute("create table country (code text primary key); select tenancy.share('country')");
        assertThat(tool.run("check", "--fail-on", "warning").isOk().out()).contains("public.country (shared)");

        Files.writeString(directory.resolve("tenancy.yaml"), "application:\n  name: Test\n");
        assertThat(tool.run("check").isOk().out()).contains("A24  public.country");

        Files.writeString(
                directory.resolve("tenancy.yaml"),
                "application:\n  name: Test\nisolation:\n  sharedTables: [country]\n");
        assertThat(tool.run("check", "--fail-on", "warning").isOk().out())
                .contains("1 shared")
                .doesNotContain("inferred");
    }

    @Test
    void baselineIsKnownAndNewFindingsCount() throws Exception {
        leak();
        tool.run("check", "--baseline", "known.json").failsWith(ErrorCode.CONFIG_INVALID);
        tool.run("check", "--rule", "A01", "--baseline", "known.json", "--update-baseline")
                .isOk();
        assertThat(tool.run("check", "--baseline", "known.json").isOk().out()).contains("1 known");

        database.execute("alter role tenancy_app in database \"" + database.name() + "\" set tenancy.tenant_id = 'x'");
        Run run = tool.run("check", "--baseline", "known.json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("A17").doesNotContain("A01");
    }

    @Test
    void waiverHoldsUntilItsDayAndThenIsAFindingItself() throws Exception {
        leak();
        waive("2099-12-31");
        assertThat(tool.run("check").isOk().out()).contains("1 waived");

        waive("2020-01-01");
        Run run = tool.run("check");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("W01  public.note", "A01  public.note");

        Files.writeString(directory.resolve("tenancy-waivers.yaml"), "- rule: A01\n  object: public.note\n");
        assertThat(tool.run("check").failsWith(ErrorCode.CONFIG_INVALID).err()).contains("Waiver 1");
    }

    @Test
    void waiversStandInTenancyYamlAsWell() throws Exception {
        leak();
        String file = "isolation:\n  waivers:\n    - {rule: A01, object: public.note, reason: release 7, until: %s}\n";
        Files.writeString(directory.resolve("tenancy.yaml"), file.formatted("2099-12-31"));
        assertThat(tool.run("check").isOk().out()).contains("1 waived");

        Files.writeString(directory.resolve("tenancy.yaml"), file.formatted("2020-12-31"));
        Run expired = tool.run("check");
        assertThat(expired.exit()).isEqualTo(1);
        assertThat(expired.out()).contains("W01  public.note", "A01  public.note");

        Files.writeString(
                directory.resolve("tenancy.yaml"), file.formatted("2099-12-31").replace("A01", "A99"));
        assertThat(tool.run("check").failsWith(ErrorCode.CONFIG_INVALID).err()).contains("A99");
    }

    @Test
    void waiverThatFitsNothingIsTold() throws Exception {
        leak();
        Files.writeString(
                directory.resolve("tenancy-waivers.yaml"),
                "- {rule: A01, object: public.nite, reason: release 7, until: 2099-12-31}\n");

        assertThat(tool.run("check").out()).contains("W02  public.nite: The waiver of A01", "A01  public.note");
        assertThat(tool.run("check", "--rule", "A09").isOk().out())
                .as("nobody looked for A01")
                .doesNotContain("W02");
    }

    private void waive(String until) throws IOException {
        Files.writeString(
                directory.resolve("tenancy-waivers.yaml"),
                "- rule: A01\n  object: public.note\n  reason: goes away with release 7\n  until: " + until + "\n");
    }

    @Test
    void jsonHoldsEverythingAboutAFinding() throws Exception {
        leak();
        JsonNode report =
                new ObjectMapper().readTree(tool.run("check", "-o", "json").out());

        assertThat(report.get("ok").asBoolean()).isFalse();
        JsonNode finding = report.get("items").get(0);
        assertThat(finding.get("rule").asText()).isEqualTo("A01");
        assertThat(finding.get("object").asText()).isEqualTo("public.note");
        assertThat(finding.get("sql").get(0).asText()).isEqualTo("select tenancy.isolate('public.note');");
        assertThat(report.get("tables").toString()).contains("\"inferred\":true");
    }

    @Test
    void sarifNamesRulesAndResults() throws Exception {
        leak();
        JsonNode sarif =
                new ObjectMapper().readTree(tool.run("check", "-o", "sarif").out());

        assertThat(sarif.get("version").asText()).isEqualTo("2.1.0");
        JsonNode run = sarif.get("runs").get(0);
        JsonNode result = run.get("results").get(0);
        JsonNode rule = run.get("tool")
                .get("driver")
                .get("rules")
                .get(result.get("ruleIndex").asInt());
        assertThat(rule.get("id").asText())
                .isEqualTo("A01")
                .isEqualTo(result.get("ruleId").asText());
        assertThat(result.get("level").asText()).isEqualTo("error");
        assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asText())
                .isEqualTo("public.note");
    }

    @Test
    void junitIsReadByAParser() throws Exception {
        leak();
        String xml = tool.run("check", "-o", "junit").out();

        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
    }

    @Test
    void githubGetsOneLineForEachFinding() throws Exception {
        leak();

        assertThat(tool.run("check", "--rule", "A01", "-o", "github").out().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("::error title=A01 Tenant table without row level security::public.note: ")
                        .contains("%0Aselect tenancy.isolate"));
    }

    @Test
    void otherCommandsDoNotPrintReports() {
        assertThat(tool.run("doctor", "-o", "sarif").failsWith(ErrorCode.USAGE).err())
                .contains("sarif");
    }

    @Test
    void ruleIsExplainedWithoutADatabase() {
        Run run = Tool.in(directory).run("check", "--explain", "A08").isOk();

        assertThat(run.out()).contains("Foreign key that does not pair the tenant columns", "attack", "cure");
    }

    @Test
    void databaseThatCannotBeAskedIsNeverAPass() {
        tool.with("TENANCY_URL", "jdbc:postgresql://127.0.0.1:1/clinic")
                .run("check")
                .failsWith(ErrorCode.CONNECTION_FAILED);
        tool.with("TENANCY_PASSWORD", "wrong").run("check").failsWith(ErrorCode.CONNECTION_FAILED);
        tool.with("TENANCY_URL", "jdbc:postgresql://127.0.0.1:1/clinic")
                .run("check", "-o", "sarif")
                .failsWith(ErrorCode.CONNECTION_FAILED);
        tool.run("check", "--app-role", "nobody_at_all").failsWith(ErrorCode.CONTROL_PLANE_MISSING);
        tool.run("check", "--migrations", "nowhere").failsWith(ErrorCode.USAGE);
    }

    @Test
    void folderOfMigrationsNeedsNoServer() {
        Run run = Tool.in(CHIRO)
                .run("check", "--migrations", "src/main/resources/db/migration/chiro", "--fail-on", "warning")
                .isOk();

        assertThat(run.out()).contains("ok  0 errors, 0 warnings", "6 tenant tables");
    }

    @Test
    void folderThatLeaksIsRed() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("db"));
        Files.writeString(
                folder.resolve("V1__note.sql"),
                "create table note (tenant_id uuid not null, id bigint primary key);\n"
                        + "select tenancy.isolate('note');\ngrant truncate on note to tenancy_app;\n");

        Run run = Tool.in(directory).run("check", "--migrations", "db");

        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("A15  public.note", "A09  public.note", "A11  public.note");
    }
}
