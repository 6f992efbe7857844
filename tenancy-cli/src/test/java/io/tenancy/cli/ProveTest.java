package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.ErrorCode;
import io.tenancy.jdbc.migration.InstallReport;
import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProveTest {
    private static final Path CHIRO =
            Path.of(System.getProperty("tenancy.basedir"), "examples/chiro/src/main/resources/db/migration/chiro");

    @TempDir
    Path directory;

    private TestDatabase database;
    private Tool tool;

    @BeforeEach
    void install() throws Exception {
        database = Installed.database();
        InstallReport grants = TenancySchema.installRoles(database.dataSource(), RolePasswords.none());
        assertThat(grants.steps()).isNotEmpty();
        database.execute("create table note (tenant_id uuid not null, id uuid not null, text text not null,"
                + " primary key (tenant_id, id)); select tenancy.isolate('note')");
        tool = Installed.tool(directory, database);
        try (Connection connection = database.dataSource().getConnection()) {
            assumeTrue(
                    connection.getMetaData().getDatabaseMajorVersion() >= 16,
                    "before PostgreSQL 16 the application's role cannot be lent to the migrator");
        }
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatHoldsIsGreenAndSaysWhatWasTried() {
        Run green = tool.run("check", "--prove").isOk();

        assertThat(green.out())
                .contains("attacks held, 0 got through, 0 told nothing", "moved", "ok  0 errors, 0 warnings");
    }

    @Test
    void leakIsRedWithTheStatementThatLeakedInEveryFormat() throws Exception {
        database.execute("grant truncate on note to tenancy_app");

        Run red = tool.run("check", "--prove");
        assertThat(red.exit()).as(red.toString()).isEqualTo(1);
        assertThat(red.out())
                .contains("A25  public.note: 1 attack got through: TRUNCATE", "leaked: truncate public.note");
        for (String format : new String[] {"sarif", "junit", "github"}) {
            assertThat(tool.run("check", "--prove", "-o", format).out()).contains("truncate public.note");
        }
        JsonNode json = new ObjectMapper()
                .readTree(tool.run("check", "--prove", "-o", "json").out());
        assertThat(json.at("/items/0/evidence/0").asText()).startsWith("truncate public.note  -- ");
        assertThat(json.at("/proof/leaked").asInt()).isEqualTo(1);
        assertThat(json.at("/proof/held").asInt()).isGreaterThan(30);
        assertThat(json.at("/proof/verdicts")).isNotEmpty();
    }

    @Test
    void tableThatCannotBeAttackedIsNoPass() throws Exception {
        database.execute("create table shut (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id),"
                + " check (id is null)); select tenancy.isolate('shut')");

        assertThat(tool.run("check").isOk().out()).contains("2 tenant tables");
        Run red = tool.run("check", "--prove");
        assertThat(red.exit()).isEqualTo(1);
        assertThat(red.out()).contains("A25  public.shut: Not proved: no row could be made for an attack");
    }

    @Test
    void ruleOfAttacksNeedsAttacks() {
        assertThat(tool.run("check", "--rule", "A25").failsWith(ErrorCode.USAGE).err())
                .contains("--prove");
        assertThat(tool.run("check", "--prove", "--rule", "A01")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("Add A25");
        assertThat(tool.run("check", "-o", "junit").isOk().out()).doesNotContain("A25");
        assertThat(tool.run("check", "--prove", "--rule", "A25", "-o", "junit")
                        .isOk()
                        .out())
                .contains("A25");
    }

    @Test
    void missingLoanOfTheRoleIsOneClearLineAndNoPass() throws Exception {
        database.execute("revoke tenancy_app from tenancy_migrator");
        try {
            assertThat(tool.run("check", "--prove")
                            .failsWith(ErrorCode.PRIVILEGE_MISSING)
                            .err())
                    .contains("grant tenancy_app to tenancy_migrator with inherit false, set true");
        } finally {
            database.execute("grant tenancy_app to tenancy_migrator with inherit false, set true");
        }
    }

    @Test
    void exampleAndControlPlaneAreHeldFromTheirMigrationsAlone() {
        Run green = tool.run(
                        "check", "--prove", "--control-plane", "--migrations", CHIRO.toString(), "--fail-on", "warning")
                .isOk();

        assertThat(green.out()).contains("0 got through, 0 told nothing", "ok  0 errors, 0 warnings");
    }
}
