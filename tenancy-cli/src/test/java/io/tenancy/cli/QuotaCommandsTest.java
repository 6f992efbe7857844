package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.MethodName.class)
class QuotaCommandsTest {
    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() throws IOException, SQLException {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        Files.writeString(
                directory.resolve("tenancy.yaml"),
                "features: {visits: integer, patients: integer, storage: size}\n"
                        + "plans: {starter: {features: {visits: 10, patients: 2, storage: 1 GB}}}\n"
                        + "meters:\n"
                        + "  visits: {class: exact, feature: visits}\n"
                        + "  patients: {class: gauge, table: patient, feature: patients}\n"
                        + "  storage: {class: gauge, table: file, column: bytes, feature: storage}\n"
                        + "  api_call: {class: buffered, window: day}\n");
        tool.run("plan", "apply").isOk();
        tool.run("tenant", "create", "acme").isOk();
        tool.run("tenant", "create", "bare").isOk();
        tool.run("plan", "assign", "acme", "starter").isOk();
        database.execute("create table patient (tenant_id uuid not null, id int not null, primary key (tenant_id, id));"
                + " select tenancy.isolate('patient'); select tenancy.meter('patient', 'patients');"
                + " insert into patient select id, 1 from tenancy.tenant where key = 'acme'");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static String told(String... arguments) {
        return tool.run(arguments).isOk().out().replaceAll(" +", " ");
    }

    private static String refused(String... arguments) {
        Run run = tool.run(arguments);
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        return run.out();
    }

    @Test
    void checkAnswersAndItsExitCodeToo() {
        assertThat(told("quota", "check", "acme", "visits", "10")).contains("allowed", "yes", "there is room");
        assertThat(refused("quota", "check", "acme", "visits", "11")).contains("that would be over the limit");
        assertThat(refused("quota", "check", "acme", "patients", "2", "-o", "json"))
                .contains("\"allowed\": false", "\"reason\": \"LIMIT_REACHED\"", "\"used\": 1", "\"limit\": 2");
        assertThat(refused("quota", "check", "bare", "visits")).contains("what the tenant holds gives nothing of it");
        tool.run("quota", "check", "acme", "visit").failsWith(ErrorCode.USAGE);
        tool.run("quota", "check", "acme", "visits", "0").failsWith(ErrorCode.USAGE);
        tool.run("quota", "check", "nobody", "visits").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }

    @Test
    void listTellsWhatIsCounted() {
        assertThat(told("quota", "list"))
                .contains("visits exact month visits hard - 50 80 100")
                .contains("storage gauge - storage hard file.bytes 50 80 100")
                .contains("api_call buffered day - - - -");
        assertThat(told("quota", "list", "-o", "json")).contains("\"class\": \"gauge\"", "\"table\": \"patient\"");
    }

    @Test
    void showTellsHowATenantStands() {
        assertThat(told("quota", "show", "acme"))
                .contains("visits 0 - 10 10 0")
                .contains("patients 1 - 2 1 50 - plan")
                .contains("storage 0 B - 1 GB 1 GB 0 - plan");
        assertThat(told("quota", "show", "acme", "patients", "-o", "json"))
                .contains("\"used\": 1", "\"remaining\": 1", "\"plan\": \"starter@1\"")
                .doesNotContain("visits");
        assertThat(tool.run("quota", "show", "bare").isOk().err()).contains("has no plan");
    }

    @Test
    void usageIsToldPeriodByPeriod() throws SQLException {
        database.execute(
                "insert into tenancy.usage_counter (tenant_id, meter, period_start, period_end, used, allowed, counted_at)"
                        + " select id, 'visits', '2020-01-01Z', '2020-02-01Z', 12, 10, '2020-01-20Z' from tenancy.tenant where key = 'acme'");
        assertThat(told("usage", "report", "--from", "2020-01-01", "--until", "2020-02-01", "--over"))
                .contains("acme visits 2020-01-01T00:00:00Z 2020-02-01T00:00:00Z 12 10 2");
        assertThat(told("usage", "show", "acme", "visits", "--days", "5000", "-o", "json"))
                .contains("\"used\": 12", "\"overage\": 2");
        assertThat(tool.run("usage", "show", "bare").isOk().err()).contains("has used nothing");
        tool.run("usage", "report", "--from", "2020-02-01", "--until", "2020-01-01")
                .failsWith(ErrorCode.USAGE);
        tool.run("usage", "report", "--from", "january").failsWith(ErrorCode.USAGE);
    }

    @Test
    void verifyFindsWhatIsWrongAndRepairMendsIt() throws SQLException {
        assertThat(told("quota", "verify", "patients")).contains("1 gauge shows what there is");
        assertThat(refused("quota", "verify"))
                .contains("storage: no table is counted", "select tenancy.meter_bytes('file', 'bytes', 'storage')");
        database.execute("update tenancy.usage_counter set used = 7 where meter = 'patients'");
        assertThat(refused("quota", "verify", "patients").replaceAll(" +", " ")).contains("patients acme 1 7");
        assertThat(told("quota", "repair", "patients", "--as", "ops:anna", "--reason", "ticket 7"))
                .contains("patients is right again for 1 tenant");
        assertThat(told("quota", "repair", "patients")).contains("patients showed what there is");
        told("quota", "verify", "patients");
        tool.run("quota", "repair", "visits").failsWith(ErrorCode.USAGE);
    }
}
