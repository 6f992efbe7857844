package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Setting up, leaving, and the jobs beside it. */
class LifecycleCommandsTest {
    private static TestDatabase database;

    @TempDir
    static Path directory;

    private static Tool tool;

    @BeforeAll
    static void install() {
        database = Installed.database();
        tool = Installed.tool(directory, database);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void provisionedTenantIsActiveAndSoIsTheSecondOrder() {
        String[] order = {
            "tenant",
            "provision",
            "voss",
            "--name",
            "Voss Clinic",
            "--set",
            "theme=\"dark\"",
            "--idempotency-key",
            "a-1"
        };
        assertThat(tool.run(order).isOk().out())
                .contains("ok  Tenant voss is active", "STEP", "settings", "plan", "DONE");
        assertThat(tool.run(order).isOk().out()).contains("ok  Tenant voss is active");
        assertThat(tool.run("tenant", "show", "voss").isOk().out()).contains("theme", "\"dark\"");
        tool.run("tenant", "provision", "voss-2", "--idempotency-key", "a-1")
                .failsWith(ErrorCode.IDEMPOTENCY_KEY_REUSED);
        tool.run("tenant", "provision", "voss").failsWith(ErrorCode.TENANT_KEY_TAKEN);
        tool.run("tenant", "provision", "gold", "--plan", "gold").failsWith(ErrorCode.PLAN_NOT_FOUND);
        tool.run("tenant", "provision", "dull", "--set", "theme=dark").failsWith(ErrorCode.USAGE);
        assertThat(tool.run("tenant", "provision", "json", "-o", "json").isOk().out())
                .contains("\"provisioning\": {", "\"state\": \"DONE\"", "\"durationMillis\": ");
    }

    @Test
    void reservedKeyIsResumedOrGivenUp() {
        assertThat(tool.run("tenant", "provision", "later", "--reserve").isOk().out())
                .contains("held for 24 hours", "tenancyctl tenant resume later");
        assertThat(tool.run("tenant", "resume", "later").isOk().out()).contains("ok  Tenant later is active");
        assertThat(tool.run("tenant", "provision", "never", "--reserve").isOk().out())
                .contains("OPEN");
        tool.run("tenant", "resume", "never", "--undo").failsWith(ErrorCode.NOT_CONFIRMED);
        assertThat(tool.run("tenant", "resume", "never", "--undo", "--yes")
                        .isOk()
                        .out())
                .contains("ok  Tenant never is given up");
        tool.run("tenant", "delete", "never", "--yes").isOk();
        tool.run("tenant", "create", "by-hand").isOk();
        tool.run("tenant", "resume", "by-hand").failsWith(ErrorCode.PROVISIONING_NOT_FOUND);
    }

    @Test
    void rowsAreKeptUntilSomebodySaysOtherwise() {
        tool.run("tenant", "create", "leaver").isOk();
        assertThat(tool.run("tenant", "cancel", "leaver", "--keep-days", "10", "--yes")
                        .isOk()
                        .out())
                .contains("kept for 10 days");
        assertThat(tool.run("tenant", "show", "leaver").isOk().out()).contains("purgeAt");
        tool.run("tenant", "delete", "leaver", "--yes").failsWith(ErrorCode.TENANT_RETAINED);
        tool.run("tenant", "delete", "leaver", "--now", "--yes").isOk();
        tool.run("tenant", "cancel", "leaver", "--keep-days", "-1", "--yes").failsWith(ErrorCode.USAGE);
    }

    @Test
    void jobsAreListedRunAndLookedAt() {
        assertThat(tool.run("jobs", "list").isOk().out()).contains("trial-ends", "every 10m", "audit-isolation");
        assertThat(tool.run("jobs", "run", "purge-cancelled").isOk().out())
                .contains("ok  Job purge-cancelled: ", " done, 0 failed");
        assertThat(tool.run("jobs", "status", "purge-cancelled").isOk().out()).contains("OUTCOME", "OK");
        assertThat(tool.run("jobs", "list", "-o", "json").isOk().out()).contains("\"outcome\": \"OK\"");
        tool.run("jobs", "run", "nothing").failsWith(ErrorCode.JOB_NOT_FOUND);
        tool.run("jobs", "status", "purge-cancelled", "--limit", "0").failsWith(ErrorCode.USAGE);
    }
}
