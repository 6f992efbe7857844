package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestMethodOrder(MethodOrderer.MethodName.class)
class PlanCommandsTest {
    private static final String FEATURES =
            "features: {users: integer, storage: size, api: boolean, support: [email, priority]}\n";

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() throws IOException {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        declare(2, 2900);
        tool.run("plan", "apply", "--as", "ops:anna").isOk();
        for (String tenant : new String[] {"acme", "bare", "moved", "taken"}) {
            tool.run("tenant", "create", tenant).isOk();
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void file() throws IOException {
        declare(2, 2900);
    }

    private static void declare(int users, int monthly) throws IOException {
        Files.writeString(
                directory.resolve("tenancy.yaml"),
                FEATURES + "plans:\n"
                        + "  starter: {name: Starter, trialDays: 14, prices: {USD: {monthly: " + monthly
                        + "}, CLP: {monthly: 27000}}, features: {users: " + users
                        + ", storage: 5 GB, support: email}}\n"
                        + "  talk: {contactSales: true, features: {users: unlimited}}\n"
                        + "  seats: {addOn: true, features: {users: 10}}\n");
    }

    @Test
    void applyAgainPublishesNothing() {
        assertThat(tool.run("plan", "diff").isOk().out()).contains("same  starter@1");
        assertThat(tool.run("plan", "apply").isOk().out())
                .contains("same  starter@1")
                .doesNotContain("ok");
    }

    @Test
    void listShowsPricesWithTheDecimalsOfTheirCurrency() {
        assertThat(tool.run("plan", "list").isOk().out())
                .contains("29.00 USD/month", "27000 CLP/month", "on request", "add-on");
        assertThat(tool.run("plan", "list", "-o", "json").isOk().out())
                .contains("\"monthlyMinor\": 2900", "\"currency\": \"CLP\"");
    }

    @Test
    void explainTellsWhatDecided() {
        tool.run("plan", "assign", "acme", "starter", "--trial").isOk();
        tool.run("plan", "assign", "acme", "seats").isOk();
        tool.run("plan", "override", "acme", "storage", "1 GiB", "--until", "2099-01-31", "--reason", "pilot")
                .isOk();

        assertThat(tool.run("plan", "explain", "acme").isOk().out().replaceAll(" +", " "))
                .contains("users 12 add-on starter@1, seats@1 -")
                .contains("storage 1 GiB override override: pilot 2099-01-31T00:00:00Z")
                .contains("api false default - -");
        assertThat(tool.run("plan", "explain", "acme", "users", "-o", "json")
                        .isOk()
                        .out())
                .contains("\"value\": 12", "\"decidedBy\": \"ADD_ON\"")
                .doesNotContain("storage");
        assertThat(tool.run("tenant", "show", "acme").isOk().out())
                .contains("plan.assign", "addon.add", "override.put", "pilot");

        assertThat(tool.run("plan", "override", "acme", "storage", "--remove")
                        .isOk()
                        .out())
                .contains("decides on storage again");
        assertThat(tool.run("plan", "assign", "acme", "seats", "--remove")
                        .isOk()
                        .out())
                .contains("one seats less");
        assertThat(tool.run("plan", "assign", "acme", "seats", "--remove")
                        .isOk()
                        .out())
                .contains("did not hold seats");
        assertThat(tool.run("plan", "explain", "acme", "users").isOk().out()).contains("starter@1");
    }

    @Test
    void whoHoldsNothingIsToldWhatToDo() {
        Run run = tool.run("plan", "explain", "bare").isOk();

        assertThat(run.out()).contains("default");
        assertThat(run.err()).contains("tenancyctl plan assign bare PLAN");
    }

    @Test
    void zNewVersionLeavesWhoHoldsTheOldOneAndMigrationMovesThem() throws IOException {
        tool.run("plan", "assign", "moved", "starter").isOk();
        declare(3, 3100);

        Run diff = tool.run("plan", "diff");
        assertThat(diff.exit()).as(diff.toString()).isEqualTo(1);
        assertThat(diff.out())
                .contains("starter@2 would be published", "users: 2 -> 3", "29.00 USD/month", "31.00 USD/month");
        tool.run("plan", "apply").isOk();
        assertThat(tool.run("plan", "explain", "moved", "users").isOk().out()).contains("starter@1");

        Run dry = tool.run("plan", "migrate", "starter", "--dry-run").isOk();
        assertThat(dry.out()).contains("moved", "users: 2 -> 3");
        assertThat(dry.err()).contains("would move");
        assertThat(tool.run("plan", "explain", "moved", "users").isOk().out()).contains("starter@1");
        assertThat(tool.run("plan", "migrate", "starter").isOk().out()).isEqualTo(dry.out());
        assertThat(tool.run("plan", "explain", "moved", "users").isOk().out()).contains("starter@2");
        assertThat(tool.run("plan", "migrate", "starter").isOk().err()).contains("0 tenants moved");
        assertThat(tool.run("plan", "show", "starter@1").isOk().out()).contains("29.00 USD/month");
    }

    /** Nothing is done, one error tells what would be right. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assign taken starter@9           | PLAN_NOT_FOUND     | plan list",
                "assign taken nope                | PLAN_NOT_FOUND     | plan apply",
                "assign nobody starter            | TENANT_NOT_FOUND   | ''",
                "assign taken Starter             | USAGE              | starter@2",
                "assign taken starter@0           | USAGE              | starter@2",
                "assign taken talk --trial        | USAGE              | has no trial",
                "assign taken seats@1             | USAGE              | newest version",
                "override taken users             | USAGE              | VALUE or --remove",
                "override taken users many        | USAGE              | whole number",
                "override taken storage 10        | USAGE              | 10 GB",
                "override taken support phone     | USAGE              | email, priority",
                "override taken wings 3           | USAGE              | It declares users",
                "override taken users 3 --until x | USAGE              | 2027-01-31",
                "override taken users 3 --until 2020-01-01 | USAGE     | over already",
                "explain taken wings              | USAGE              | It declares users",
                "explain nobody                   | TENANT_NOT_FOUND   | ''",
                "show nope                        | PLAN_NOT_FOUND     | ''",
                "migrate seats                    | PLAN_KIND_MISMATCH | another key",
                "migrate nope --dry-run           | PLAN_NOT_FOUND     | ''"
            })
    void aMistakeIsOneClearError(String line, ErrorCode code, String said) {
        assertThat(tool.run(("plan " + line).split(" ")).failsWith(code).err()).contains(said);
        assertThat(tool.run("plan", "explain", "taken").isOk().out()).doesNotContain("plan  ", "override", "add-on");
    }

    @Test
    void aFileWithoutPlansPublishesNothing() throws IOException {
        Files.writeString(directory.resolve("tenancy.yaml"), "application: {name: X}\n");

        assertThat(tool.run("plan", "apply").failsWith(ErrorCode.USAGE).err()).contains("No features are declared");
        assertThat(tool.run("plan", "list").isOk().out()).contains("starter");
    }

    @Test
    void aFileThatIsWrongPublishesNothing() throws IOException {
        Files.writeString(directory.resolve("tenancy.yaml"), FEATURES + "plans:\n  starter: {features: {user: 2}}\n");

        assertThat(tool.run("plan", "apply").failsWith(ErrorCode.CONFIG_INVALID).err())
                .contains("tenancy.yaml:3:", "did you mean 'users'?");
    }
}
