package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCommandsTest {
    private static final UUID ANN = UUID.fromString("00000000-0000-7000-8000-0000000000aa");
    private static final UUID BOB = UUID.fromString("00000000-0000-7000-8000-0000000000bb");
    private static final String PEPPER = "2026=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() throws IOException, SQLException {
        database = Installed.database();
        Files.writeString(
                directory.resolve("tenancy.yaml"),
                "application: {name: ChiroFlow, keyPrefix: cf}\n"
                        + "rateLimits:\n  api_key: {by: key, limit: 500, per: hour}\n");
        var environment = Installed.environment(database);
        environment.put("TENANCY_KEY_PEPPERS", PEPPER);
        tool = Tool.in(directory).with(environment);
        tool.run("tenant", "create", "acme").isOk();
        tool.run("tenant", "create", "other").isOk();
        operator("insert into tenancy.permission (key) values ('patients:read'), ('patients:update')");
        operator("insert into tenancy.system_role (key, name) values ('staff', 'Staff')");
        operator("insert into tenancy.system_role_permission values ('staff', 'patients:read')");
        operator("insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at)"
                + " select id, '" + ANN
                + "', 'Ann', 'ann@acme.example', now(), now() from tenancy.tenant where key = 'acme'");
        operator("insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role)"
                + " select id, gen_random_uuid(), 'USER', '" + ANN
                + "', 'staff' from tenancy.tenant where key = 'acme'");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static void operator(String sql) throws SQLException {
        try (Connection connection =
                        database.dataSource("tenancy_admin", Installed.PASSWORD).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                    + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true)");
            statement.execute(sql);
            connection.commit();
        }
    }

    private static JsonNode json(Run run) throws IOException {
        return new ObjectMapper().readTree(run.isOk().out());
    }

    private static JsonNode made(String name, String... more) throws IOException {
        String[] line = {
            "key", "create", "acme", name, "--for", ANN.toString(), "--scope", "patients:read", "-o", "json"
        };
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return json(tool.run(all));
    }

    @Test
    void theSecretStandsOnALineOfItsOwnAndNeverAgain() throws IOException {
        String out = tool.run("key", "create", "acme", "shown", "--for", ANN.toString(), "--scope", "patients:read")
                .isOk()
                .out();
        String secret = out.lines()
                .filter(line -> line.startsWith("cf_live_"))
                .findFirst()
                .orElseThrow();
        assertThat(secret).matches("cf_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{36}");
        String start = secret.substring(0, "cf_live_".length() + 12);
        for (String[] line : new String[][] {
            {"key", "list", "acme"}, {"key", "show", "acme", start}, {"key", "show", "acme", start, "-o", "json"}
        }) {
            assertThat(tool.run(line).isOk().out()).contains(start).doesNotContain(secret.substring(start.length()));
        }
        assertThat(tool.run("key", "list", "other").isOk().out()).doesNotContain(start);
        tool.run("key", "show", "other", start).failsWith(ErrorCode.API_KEY_NOT_FOUND);
    }

    @Test
    void aKeyIsVerifiedFromTheEnvironmentOrAPipe() throws IOException {
        JsonNode key = made("verified", "--from", "203.0.113.0/24", "--per-hour", "7");
        String secret = key.get("secret").asText();
        assertThat(key.get("perHour").asLong()).isEqualTo(7);
        JsonNode verified = json(tool.with("TENANCY_API_KEY", secret)
                .run("key", "verify", "--from", "203.0.113.5", "--scope", "patients:read", "-o", "json"));
        assertThat(verified.get("tenant").asText()).isEqualTo("acme");
        assertThat(verified.get("permissions").get(0).asText()).isEqualTo("patients:read");
        tool.piping(secret + "\n").run("key", "verify", "--from", "203.0.113.5").isOk();
        tool.piping(secret + "\n")
                .run("key", "verify", "--from", "203.0.114.5")
                .failsWith(ErrorCode.API_KEY_ADDRESS_REFUSED);
        tool.piping(secret + "\n")
                .run("key", "verify", "--from", "203.0.113.5", "--scope", "patients:update")
                .failsWith(ErrorCode.API_KEY_SCOPE_MISSING);
        tool.piping("cf_live_nonsense\n").run("key", "verify").failsWith(ErrorCode.API_KEY_INVALID);
        // What a dump of the database lacks.
        tool.with("TENANCY_KEY_PEPPERS", PEPPER.replace("MDEy", "MDEx"))
                .piping(secret + "\n")
                .run("key", "verify", "--from", "203.0.113.5")
                .failsWith(ErrorCode.API_KEY_INVALID);
    }

    @Test
    void aKeyIsRotatedAndRevoked() throws IOException {
        JsonNode old = made("rotated", "--test");
        JsonNode fresh =
                json(tool.run("key", "rotate", "acme", old.get("start").asText(), "--overlap", "0", "-o", "json"));
        assertThat(fresh.get("secret").asText()).startsWith("cf_test_");
        tool.piping(old.get("secret").asText() + "\n").run("key", "verify").failsWith(ErrorCode.API_KEY_EXPIRED);
        tool.piping(fresh.get("secret").asText() + "\n").run("key", "verify").isOk();
        String id = fresh.get("id").asText();
        assertThat(tool.run("key", "revoke", "acme", id, "--reason", "leaked")
                        .isOk()
                        .out())
                .contains("is revoked");
        assertThat(tool.run("key", "revoke", "acme", id).isOk().out()).contains("was revoked already");
        tool.piping(fresh.get("secret").asText() + "\n").run("key", "verify").failsWith(ErrorCode.API_KEY_REVOKED);
        assertThat(tool.run("key", "list", "acme", "--all").isOk().out()).contains("revoked", "expired");
        tool.run("key", "rotate", "acme", id).failsWith(ErrorCode.API_KEY_REVOKED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key create acme x --for ANN --scope patients:update | ESCALATION_REFUSED",
                "key create acme x --for BOB --scope patients:read | ESCALATION_REFUSED",
                "key create acme x --for ANN --scope patients:fly | API_KEY_SCOPE_EXCEEDED",
                "key create acme x --for ANN --scope patients | USAGE",
                "key create acme x --for ANN --scope patients:read --from 10.0.0.1/8 | USAGE",
                "key create acme x --for ANN --scope patients:read --until 2020-01-01 | USAGE",
                "key create acme x --for ANN --scope patients:read --per-hour 0 | USAGE",
                "key create acme x --for Ann --scope patients:read | USAGE",
                "key create acme x --scope patients:read | USAGE",
                "key create nobody x --for ANN --scope patients:read | TENANT_NOT_FOUND",
                "key rotate acme cf_live_000000000000 | API_KEY_NOT_FOUND",
                "key rotate acme cf_live_000000000000 --overlap 31 | USAGE",
                "key revoke acme nothing | API_KEY_NOT_FOUND",
                "key verify | USAGE"
            })
    void whatCannotBeIsRefusedWithAReason(String line, ErrorCode code) {
        tool.run(line.replace("ANN", ANN.toString())
                        .replace("BOB", BOB.toString())
                        .split(" "))
                .failsWith(code);
    }
}
