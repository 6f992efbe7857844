package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.MethodName.class)
class RoleCommandsTest {
    private static final String ANN = "0190a5b0-7c1e-7d3a-8f00-000000000001";
    private static final String BEN = "0190a5b0-7c1e-7d3a-8f00-000000000002";

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() throws IOException, SQLException {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        declare("");
        tool.run("role", "apply", "--as", "ops:anna").isOk();
        tool.run("tenant", "create", "acme").isOk();
        tool.run("tenant", "create", "other").isOk();
        member(ANN, "ann@acme.example");
        member(BEN, "ben@acme.example");
        tool.run("grant", "add", "acme", ANN, "owner").isOk();
    }

    private static void member(String account, String email) throws SQLException {
        try (Connection connection =
                        database.dataSource("tenancy_admin", Installed.PASSWORD).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                    + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true)");
            statement.execute("insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at)"
                    + " select id, '" + account + "', 'P', '" + email
                    + "', now(), now() from tenancy.tenant where key = 'acme'");
            connection.commit();
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void file() throws IOException {
        declare("");
    }

    private static void declare(String more) throws IOException {
        Files.writeString(
                directory.resolve("tenancy.yaml"),
                "permissions: {patients: [read, create], billing: [read]" + more + "}\n"
                        + "roles:\n  admin: {name: Admin, permissions: ['patients:*', 'roles:manage']}\n"
                        + "  staff: {permissions: ['*:read']}\n");
    }

    @Test
    void applyAgainChangesNothing() {
        assertThat(tool.run("role", "diff").isOk().out()).contains("same  6 others");
        assertThat(tool.run("role", "apply").isOk().out()).contains("same").doesNotContain("ok  ");
    }

    @Test
    void diffTellsWhatANewPermissionGivesToWhomAndExitsWithOne() throws IOException {
        declare(", reports: [read]");
        Run diff = tool.run("role", "diff");
        assertThat(diff.exit()).isEqualTo(1);
        assertThat(diff.out())
                .contains(
                        "new  permission reports:read would be published",
                        "new  role staff would be changed",
                        "+ reports:read");
        assertThat(tool.run("role", "diff", "-o", "json").out()).contains("\"gains\"", "\"change\": \"added\"");
    }

    @Test
    void whatIsDeclaredNoMoreStaysUntilItIsPruned() throws IOException {
        declare(", old: [read]");
        tool.run("role", "apply").isOk();
        declare("");
        assertThat(tool.run("role", "apply").isOk().out())
                .contains("left  permission old:read is not declared any more; --prune removes it");
        assertThat(tool.run("role", "apply", "--prune").isOk().out()).contains("ok  permission old:read is removed");
    }

    @Test
    void rolesAreListedAndShown() {
        assertThat(tool.run("role", "list").isOk().out())
                .contains("ROLE", "staff", "system", "billing:read, patients:read", "owner", "everything");
        assertThat(tool.run("role", "show", "admin", "-o", "json").isOk().out())
                .contains("\"role\": \"admin\"", "\"patients:create\"", "\"kind\": \"system\"");
        tool.run("role", "show", "nobody").failsWith(ErrorCode.ACCESS_NOT_FOUND);
    }

    @Test
    void tenantsOwnRoleIsMadeGrantedExplainedAndRemoved() {
        assertThat(tool.run(
                                "role",
                                "create",
                                "acme",
                                "desk",
                                "--name",
                                "Front desk",
                                "--permission",
                                "patients:*,billing:read",
                                "--inherit",
                                "staff")
                        .isOk()
                        .out())
                .contains("ok  Role desk of acme says billing:read, patients:create, patients:read");
        tool.run("role", "create", "acme", "desk").failsWith(ErrorCode.ACCESS_CONFLICT);
        assertThat(tool.run("role", "list", "acme").isOk().out()).contains("Front desk", "own");
        assertThat(tool.run("role", "list", "other").isOk().out()).doesNotContain("Front desk");
        tool.run("grant", "add", "acme", BEN, "desk").isOk();
        assertThat(tool.run("grant", "list", "acme").isOk().out()).contains(ANN, BEN, "operator", "desk");
        assertThat(tool.run("grant", "explain", "acme", BEN, "patients:read")
                        .isOk()
                        .out())
                .contains("yes  " + BEN + " holds patients:read in acme", "GRANTED ROLE", "desk", "staff");
        Run no = tool.run("grant", "explain", "acme", BEN, "roles:manage");
        assertThat(no.exit()).isEqualTo(1);
        assertThat(no.out()).contains("no  " + BEN + " does not hold roles:manage in acme");
        assertThat(tool.run("grant", "explain", "acme", BEN, "patients:read", "-o", "json")
                        .isOk()
                        .out())
                .contains("\"outcome\": \"granted\"", "\"saidBy\": \"staff\"");
        tool.run("role", "delete", "acme", "desk").failsWith(ErrorCode.ACCESS_CONFLICT);
        tool.run("grant", "remove", "acme", BEN, "desk").isOk();
        tool.run("grant", "remove", "acme", BEN, "desk").failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("role", "delete", "acme", "desk").isOk();
    }

    @Test
    void lastOwnerStays() {
        tool.run("grant", "remove", "acme", ANN, "owner").failsWith(ErrorCode.LAST_OWNER);
        tool.run("grant", "add", "acme", BEN, "owner", "--kind", "api-key").failsWith(ErrorCode.ACCESS_NOT_FOUND);
    }

    @Test
    void rolesAreForWhoIsThereAndPeopleHaveAddresses() {
        tool.run("grant", "add", "acme", "ben@acme.example", "staff").isOk();
        assertThat(tool.run("grant", "list", "acme", "ben@acme.example").isOk().out())
                .contains(BEN, "staff");
        tool.run("grant", "remove", "acme", "ben@acme.example", "staff").isOk();
        tool.run("grant", "add", "acme", "0190a5b0-7c1e-7d3a-8f00-000000000003", "staff")
                .failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("grant", "add", "acme", ANN, "staff", "--kind", "group").failsWith(ErrorCode.ACCESS_CONFLICT);
        tool.run("grant", "add", "other", ANN, "staff").failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("grant", "add", "acme", "nobody@acme.example", "staff").failsWith(ErrorCode.MEMBER_NOT_FOUND);
    }

    @Test
    void everyMisspellingIsNamed() {
        tool.run("grant", "add", "acme", "ann", "staff").failsWith(ErrorCode.USAGE);
        tool.run("grant", "add", "acme", BEN, "steff").failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("grant", "add", "nobody", BEN, "staff").failsWith(ErrorCode.TENANT_NOT_FOUND);
        tool.run("grant", "add", "acme", BEN, "staff", "--kind", "robot").failsWith(ErrorCode.USAGE);
        tool.run("grant", "add", "acme", BEN, "staff", "--branch", ANN).failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("grant", "explain", "acme", BEN, "patients").failsWith(ErrorCode.USAGE);
        tool.run("grant", "explain", "acme", BEN, "patient:read").failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("role", "create", "acme", "Desk").failsWith(ErrorCode.USAGE);
        tool.run("role", "create", "acme", "desk2", "--permission", "*:*").failsWith(ErrorCode.USAGE);
        tool.run("role", "create", "acme", "desk3", "--permission", "nothing:*").failsWith(ErrorCode.ACCESS_NOT_FOUND);
    }
}
