package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandsTest {
    private static final Pattern LINE = Pattern.compile("\\{\"hash\":\"([0-9a-f]{64})\",\"event\":(.*)\\}");

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        for (String tenant : new String[] {"acme", "other", "broken"}) {
            tool.run("tenant", "create", tenant).isOk();
        }
        tool.run("tenant", "suspend", "acme", "--as", "ops:anna", "--reason", "invoice 4711")
                .isOk();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void whatOperatorsDidIsListed() {
        Run run = tool.run("audit", "list", "acme").isOk();
        assertThat(run.out()).contains("tenant.status", "ops:anna", "invoice 4711", "tenant.create");
        assertThat(tool.run("audit", "list", "acme", "--actor", "ops:anna", "-o", "json")
                        .isOk()
                        .out())
                .contains("\"sequence\": 4", "\"action\": \"tenant.status\"", "\"hash\": \"")
                .doesNotContain("tenant.create");
        assertThat(tool.run("audit", "list", "acme", "--action", "invoice.")
                        .isOk()
                        .err())
                .contains("No events match");
    }

    @Test
    void aLongListIsPaged() {
        Run run = tool.run("audit", "list", "acme", "--limit", "1").isOk();
        assertThat(run.err()).contains("add --cursor 4");
        assertThat(tool.run("audit", "list", "acme", "--limit", "1", "--cursor", "4")
                        .isOk()
                        .out())
                .doesNotContain("ops:anna");
    }

    @Test
    void wrongLinesAreToldWhatToWrite() {
        tool.run("audit", "list").failsWith(ErrorCode.USAGE);
        tool.run("audit", "list", "acme", "--platform").failsWith(ErrorCode.USAGE);
        tool.run("audit", "list", "acme", "--cursor", "x").failsWith(ErrorCode.USAGE);
        tool.run("audit", "list", "acme", "--limit", "0").failsWith(ErrorCode.USAGE);
        tool.run("audit", "list", "acme", "--since", "yesterday").failsWith(ErrorCode.USAGE);
        tool.run("audit", "verify", "acme", "--head", "7").failsWith(ErrorCode.USAGE);
        tool.run("audit", "verify", "--head", "7:" + "0".repeat(64)).failsWith(ErrorCode.USAGE);
        tool.run("audit", "list", "nobody").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }

    @Test
    void anExportIsVerifiedByAnybody() throws Exception {
        Path file = directory.resolve("acme.jsonl");
        tool.run("audit", "export", "acme", "--file", file.toString()).isOk();
        byte[] previous = new byte[32];
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).isTrue();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(matcher.group(2).getBytes(StandardCharsets.UTF_8));
            previous = digest.digest();
            assertThat(HexFormat.of().formatHex(previous)).isEqualTo(matcher.group(1));
        }
        assertThat(lines).hasSize(4);
        assertThat(tool.run("audit", "export", "acme").isOk().out().lines()).isEqualTo(lines);
        tool.run("audit", "export", "acme", "--file", file.toString()).failsWith(ErrorCode.USAGE);
    }

    @Test
    void aBrokenChainIsToldWithItsPlace() throws Exception {
        assertThat(tool.run("audit", "verify", "acme").isOk().out()).contains("whole", "4 events", "ends at 4:");
        database.execute("select tenancy.record_admin_access('x', 'y', '2026-01-01T00:00:00Z')");
        database.execute("set session_replication_role = replica; update tenancy.audit_event set actor = 'nobody'"
                + " where sequence = 2 and tenant_id = (select id from tenancy.tenant where key = 'broken')");

        Run run = tool.run("audit", "verify", "broken");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("broken", "event 2: the event was changed");
        Run all = tool.run("audit", "verify", "-o", "json");
        assertThat(all.exit()).isEqualTo(1);
        assertThat(all.out())
                .contains(
                        "\"sequence\": 2",
                        "\"kind\": \"CHANGED\"",
                        "\"chain\": \"platform\"",
                        "\"tenant\": \"broken\"");
        assertThat(tool.run("audit", "verify").out()).contains("whole   acme: 4 events", "broken  broken: 3 events");
        assertThat(tool.run("audit", "verify", "other").isOk().out()).contains("3 events");
    }

    @Test
    void thePlatformHasAChainOfItsOwn() throws IOException {
        assertThat(tool.run("audit", "verify", "--platform").isOk().out()).contains("platform");
        tool.run("audit", "list", "--platform").isOk();
    }
}
