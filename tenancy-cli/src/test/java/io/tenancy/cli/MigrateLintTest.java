package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateLintTest {
    @TempDir
    Path directory;

    @BeforeEach
    void migrations() throws IOException {
        write(
                "V1__invoice.sql",
                "create table invoice (tenant_id uuid not null, id uuid not null, due_on date, primary key (tenant_id, id));\n"
                        + "select tenancy.isolate('invoice');\n");
    }

    private void write(String name, String sql) throws IOException {
        Files.createDirectories(directory.resolve("db"));
        Files.writeString(directory.resolve("db").resolve(name), sql);
    }

    private Run lint(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "migrate";
        all[1] = "lint";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Tool.in(directory).run(all);
    }

    @Test
    void cleanFolderIsGreen() {
        assertThat(lint("db").isOk().out()).isEqualTo("ok  0 errors, 0 warnings; 1 file, 2 statements\n");
    }

    @Test
    void findingPointsAtItsLine() throws Exception {
        write("V2__all.sql", "-- rights\ngrant all on invoice to tenancy_app;\n");

        Run run = lint("db");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("error   L05  db/V2__all.sql:2:1  public.invoice: ALL for tenancy_app", "not ok  1 error");
        assertThat(lint("db", "-o", "github").out())
                .startsWith("::error file=db/V2__all.sql,line=2,col=1,title=L05 Right that policies do not limit::");
        JsonNode sarif = new ObjectMapper().readTree(lint("db", "-o", "sarif").out());
        assertThat(sarif.at("/runs/0/results/0/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void warningFailsOnlyWhereAsked() throws Exception {
        write("V2__index.sql", "create index on invoice (tenant_id, due_on);\n");

        assertThat(lint("db").isOk().out()).contains("warning L09  db/V2__index.sql:1:1");
        assertThat(lint("db", "--fail-on", "warning").exit()).isEqualTo(1);
        assertThat(lint("db", "--fail-on", "warning", "--rule", "L03,L05")
                        .isOk()
                        .out())
                .doesNotContain("L09");
        assertThat(lint("db", "--since", "2", "--fail-on", "warning").isOk().out())
                .doesNotContain("L09");
    }

    @Test
    void commentLetsAFindingStandAndJsonSaysWhy() throws Exception {
        write("V2__index.sql", "-- tenancy:ignore L09 forty rows\ncreate index on invoice (tenant_id, due_on);\n");

        assertThat(lint("db", "--fail-on", "warning").isOk().out()).contains("1 waived");
        JsonNode item = new ObjectMapper()
                .readTree(lint("db", "-o", "json").out())
                .get("items")
                .get(0);
        assertThat(item.get("waiver").asText()).isEqualTo("forty rows");
        assertThat(item.get("line").asInt()).isEqualTo(2);
    }

    @Test
    void baselineAndWaiversAreSharedWithCheck() throws Exception {
        write("V2__all.sql", "grant all on invoice to tenancy_app;\n");
        lint("db", "--baseline", "known.json", "--update-baseline").isOk();
        assertThat(lint("db", "--baseline", "known.json").isOk().out()).contains("1 known");

        Files.writeString(
                directory.resolve("tenancy-waivers.yaml"),
                "- {rule: L05, object: V2__all.sql, reason: release 7, until: 2099-12-31}\n"
                        + "- {rule: A15, object: public.invoice, reason: release 7, until: 2020-01-01}\n");
        assertThat(lint("db").isOk().out()).contains("1 waived").doesNotContain("W01");
    }

    @Test
    void configuredMigrationsAndTablesCount() throws Exception {
        write(
                "V2__currency.sql",
                "create table currency (code text primary key);\ngrant select on currency to tenancy_app;\n");
        Files.writeString(directory.resolve("tenancy.yaml"), "application:\n  name: Test\nmigrations: [db]\n");
        assertThat(lint("--fail-on", "warning").exit()).isEqualTo(1);

        Files.writeString(
                directory.resolve("tenancy.yaml"),
                "application:\n  name: Test\nmigrations: [db]\nisolation:\n  sharedTables: [currency]\n");
        assertThat(lint("--fail-on", "warning").isOk().out()).contains("2 files");
    }

    @Test
    void whatCannotBeReadIsOneErrorAndNoPass() throws Exception {
        lint().failsWith(ErrorCode.USAGE);
        lint("nowhere").failsWith(ErrorCode.CONFIG_INVALID);
        lint("db", "--rule", "A01").failsWith(ErrorCode.USAGE);
        lint("db", "--since", "seven").failsWith(ErrorCode.USAGE);
        write("V2__typo.sql", "create index on\n  invoice due_on;\n");
        assertThat(lint("db").failsWith(ErrorCode.CONFIG_INVALID).err()).contains("db/V2__typo.sql:2:");
        assertThat(lint("db", "-o", "sarif").failsWith(ErrorCode.CONFIG_INVALID).out())
                .isEmpty();
    }

    @Test
    void ruleIsExplained() {
        assertThat(Tool.in(directory)
                        .run("migrate", "lint", "--explain", "L06")
                        .isOk()
                        .out())
                .contains("Partition or inheriting table", "attack", "cure");
    }
}
