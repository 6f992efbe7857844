package io.tenancy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.ErrorCode;
import io.tenancy.cli.Run;
import io.tenancy.cli.Tool;
import io.tenancy.testing.support.EmbeddedServer;
import io.tenancy.testing.support.ServerStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer starts it: with nothing there, and again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoCommandTest {
    @TempDir
    static Path directory;

    @AfterAll
    static void stop() {
        EmbeddedServer.stop(directory.resolve(".tenancy"));
    }

    @Test
    @Order(1)
    void onceIntoNothingPrintsOneObjectAndLeavesNothingRunning() throws IOException {
        Run run = Tool.in(directory).run("demo", "--once", "-o", "json").isOk();

        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.get("postgres").asText()).startsWith("17");
        assertThat(report.get("migrations").get("application")).hasSize(6);
        assertThat(report.get("tenants")).hasSize(2);
        assertThat(report.get("isolation").get("leaks").asInt()).isZero();
        assertThat(report.get("isolation").get("undecided").asInt()).isZero();
        Set<String> ids = new HashSet<>();
        for (JsonNode attempt : report.get("isolation").get("attempts")) {
            assertThat(attempt.get("statement").asText()).isNotBlank();
            assertThat(attempt.get("verdict").asText()).as(attempt.toString()).isEqualTo("held");
            ids.add(attempt.get("id").asText());
        }
        assertThat(ids).hasSizeGreaterThan(60);
        assertThat(report.get("roundTrips").get("singleStatement").asInt()).isEqualTo(1);
        assertThat(report.get("roundTrips").get("transactionOverhead").asInt()).isZero();
        assertThat(EmbeddedServer.status(directory.resolve(".tenancy")).state()).isEqualTo(ServerStatus.State.STOPPED);
    }

    @Test
    @Order(2)
    void aBrokenProtectionLeaksAndExitsWithOne() {
        Run run = Tool.in(directory).run("demo", "--break", "floor");

        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("LEAKED", "read-all", "got through");
    }

    @Test
    @Order(3)
    void withoutOnceTheDatabaseStaysForSqlAsOnePractice() throws IOException {
        Run run = Tool.in(directory).run("demo").isOk();

        assertThat(run.out()).contains("No row crossed over.");
        assertThat(run.err()).contains("tenancyctl sql --tenant harbour");
        Map<String, String> secrets =
                new SecretFile(directory.resolve(".tenancy").resolve("embedded.env")).read();
        assertThat(run.out() + run.err()).doesNotContain(secrets.get("TENANCY_APP_PASSWORD"));
        Run sql = Tool.in(directory)
                .with("TENANCY_EMBEDDED_DATABASE", "tenancy_demo")
                .run("sql", "--tenant", "harbour", "select count(distinct organization_id) from patients", "-o", "json")
                .isOk();
        assertThat(new ObjectMapper()
                        .readTree(sql.out())
                        .at("/results/0/rows/0/0")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anUnknownProtectionIsAUsageError() {
        Tool.in(directory).run("demo", "--break", "nonsense").failsWith(ErrorCode.USAGE);
    }
}
