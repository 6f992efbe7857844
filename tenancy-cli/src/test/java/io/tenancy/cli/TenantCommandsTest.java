package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantCommandsTest {
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
    void createdTenantIsActiveListedAndShown() {
        assertThat(tool.run(
                                "tenant",
                                "create",
                                "bergen",
                                "--name",
                                "Bergen Clinic",
                                "--as",
                                "ops:anna",
                                "--reason",
                                "signed")
                        .isOk()
                        .out())
                .isEqualTo("ok  Tenant bergen is active\n");

        assertThat(tool.run("tenant", "list", "--search", "BERG").isOk().out())
                .contains("KEY", "bergen", "Bergen Clinic", "ACTIVE");
        assertThat(tool.run("tenant", "show", "bergen").isOk().out()).contains("ops:anna", "signed");
        assertThat(tool.run("tenant", "show", "bergen", "-o", "json").isOk().out())
                .contains("\"key\": \"bergen\"", "\"history\": [", "\"actor\": \"ops:anna\"");
    }

    @Test
    void listIsPaged() {
        for (String key : new String[] {"page-a", "page-b", "page-c"}) {
            tool.run("tenant", "create", key).isOk();
        }

        Run first =
                tool.run("tenant", "list", "--search", "page-", "--limit", "2").isOk();
        assertThat(first.out()).contains("page-a", "page-b").doesNotContain("page-c");
        String cursor = first.err().replaceAll("(?s).*--cursor (\\S+).*", "$1");
        Run second = tool.run("tenant", "list", "--search", "page-", "--limit", "2", "--cursor", cursor)
                .isOk();

        assertThat(second.out()).contains("page-c").doesNotContain("page-a", "page-b");
        assertThat(tool.run("tenant", "list", "--limit", "0")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "acme corp", "..", "a-", "xn--a", "a_b", "\u0430cme", "acm\u00e9", "a\u0000b"})
    void malformedKeyIsRefusedBeforeAnythingIsAsked(String key) {
        Run run = Tool.in(directory)
                .with("TENANCY_ADMIN_URL", "jdbc:postgresql://127.0.0.1:1/none")
                .run("tenant", "create", key)
                .failsWith(ErrorCode.TENANT_KEY_INVALID);

        assertThat(run.err().chars()).allMatch(c -> c >= 0x20 && c < 0x7f || c == '\n');
    }

    @Test
    void keyOf64CharactersIsRefusedAndOf63IsNot() {
        tool.run("tenant", "create", "a".repeat(64)).failsWith(ErrorCode.TENANT_KEY_INVALID);
        tool.run("tenant", "create", "a".repeat(63)).isOk();
    }

    @Test
    void reservedAndTakenKeysAreConflicts() {
        tool.run("tenant", "create", "oslo").isOk();

        tool.run("tenant", "create", "www").failsWith(ErrorCode.TENANT_KEY_RESERVED);
        Run taken = tool.run("tenant", "create", "oslo").failsWith(ErrorCode.TENANT_KEY_TAKEN);
        assertThat(taken.err()).contains("oslo");
    }

    @Test
    void unknownTenantIsNotFoundByEveryVerb() {
        for (String verb : new String[] {"show", "suspend", "activate", "cancel", "delete"}) {
            tool.run("tenant", verb, "nobody").failsWith(ErrorCode.TENANT_NOT_FOUND);
        }
        tool.run("tenant", "rename", "nobody", "somebody").failsWith(ErrorCode.TENANT_NOT_FOUND);
        tool.run("tenant", "update", "nobody", "--name", "N").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }

    @Test
    void lifeOfATenantFromSuspensionToDeletion() {
        tool.run("tenant", "create", "tromso").isOk();

        tool.run("tenant", "suspend", "tromso", "--reason", "unpaid").isOk();
        assertThat(tool.run("tenant", "show", "tromso").out()).contains("SUSPENDED", "unpaid");
        tool.run("tenant", "suspend", "tromso").failsWith(ErrorCode.TENANT_TRANSITION_REFUSED);
        tool.run("tenant", "activate", "tromso").isOk();
        tool.run("tenant", "delete", "tromso", "--yes").failsWith(ErrorCode.TENANT_TRANSITION_REFUSED);
        tool.run("tenant", "cancel", "tromso", "--yes").isOk();
        Run deleted = tool.run("tenant", "delete", "tromso", "--now", "--yes", "-o", "json")
                .isOk();

        assertThat(deleted.out()).contains("\"status\": \"DELETED\"", "\"deletedRows\": ");
        assertThat(tool.run("tenant", "list", "--search", "tromso").isOk().out())
                .isEmpty();
    }

    @Test
    void dangerousVerbWithoutATerminalWantsYesAndChangesNothing() {
        tool.run("tenant", "create", "molde").isOk();

        Run run = tool.run("tenant", "cancel", "molde").failsWith(ErrorCode.NOT_CONFIRMED);

        assertThat(run.err()).contains("--yes");
        assertThat(tool.run("tenant", "show", "molde").out()).contains("ACTIVE");
    }

    @Test
    void dangerousVerbOnATerminalWantsTheKeyTyped() {
        tool.run("tenant", "create", "bodo").isOk();

        Run wrong = tool.typing("yes\n").with("NO_COLOR", "1").run("tenant", "cancel", "bodo");
        assertThat(wrong.exit()).isEqualTo(ErrorCode.NOT_CONFIRMED.exitCode());
        assertThat(wrong.err()).contains("Type bodo to go on:", "error NOT_CONFIRMED: What was typed is not bodo");
        Run none = tool.typing("").with("NO_COLOR", "1").run("tenant", "cancel", "bodo");
        none.failsWith(ErrorCode.NOT_CONFIRMED);
        tool.typing("bodo\n").run("tenant", "cancel", "bodo").isOk();
    }

    @Test
    void renamedKeyStopsResolvingAtOnce() {
        tool.run("tenant", "create", "old-name").isOk();

        tool.run("tenant", "rename", "old-name", "new-name").isOk();

        tool.run("tenant", "show", "old-name").failsWith(ErrorCode.TENANT_NOT_FOUND);
        tool.run("tenant", "create", "old-name").failsWith(ErrorCode.TENANT_KEY_TAKEN);
        tool.run("tenant", "rename", "new-name", "Bad").failsWith(ErrorCode.TENANT_KEY_INVALID);
    }

    @Test
    void updateChangesExactlyOneThing() {
        tool.run("tenant", "create", "vardo").isOk();

        tool.run("tenant", "update", "vardo").failsWith(ErrorCode.USAGE);
        tool.run("tenant", "update", "vardo", "--name", "V", "--unset", "x").failsWith(ErrorCode.USAGE);
        tool.run("tenant", "update", "vardo", "--set", "theme=dark").failsWith(ErrorCode.USAGE);
        tool.run("tenant", "update", "vardo", "--name", " ").failsWith(ErrorCode.USAGE);
        tool.run("tenant", "update", "vardo", "--name", "Vard\u00f8").isOk();
        tool.run("tenant", "update", "vardo", "--set", "theme={\"dark\": true}").isOk();

        assertThat(tool.run("tenant", "show", "vardo", "-o", "json").out())
                .contains("\"name\": \"Vard\u00f8\"", "\"dark\": true");
    }

    @Test
    void domainResolvesOnceItIsVerified() {
        tool.run("tenant", "create", "hamar").isOk();
        tool.run("tenant", "update", "hamar", "--add-domain", "Clinic.Example.").isOk();

        tool.run("resolve", "clinic.example").failsWith(ErrorCode.TENANT_NOT_FOUND);
        tool.run("tenant", "update", "hamar", "--verify-domain", "clinic.example")
                .isOk();
        Run resolved = tool.run("resolve", "CLINIC.example:443").isOk();

        assertThat(resolved.out()).contains("of tenant hamar", "ACTIVE", "domain");
        tool.run("tenant", "update", "hamar", "--add-domain", "10.0.0.1").failsWith(ErrorCode.USAGE);
        tool.run("tenant", "update", "hamar", "--add-domain", "bad host").failsWith(ErrorCode.HOST_INVALID);
    }

    @Test
    void resolveExplainsSubdomainAndStatus() {
        tool.run("tenant", "create", "narvik").isOk();
        String host = "narvik.app.example";

        assertThat(tool.run("resolve", host)
                        .failsWith(ErrorCode.TENANT_NOT_FOUND)
                        .out())
                .contains("no base domain is configured");
        assertThat(tool.run("resolve", host, "--base-domain", "app.example")
                        .isOk()
                        .out())
                .contains("names narvik under app.example");
        tool.run("tenant", "suspend", "narvik").isOk();
        Run suspended = tool.run("resolve", host, "--base-domain", "app.example");
        suspended.failsWith(ErrorCode.TENANT_NOT_ACTIVE);
        assertThat(suspended.out()).contains("SUSPENDED");
        tool.run("resolve", "no-one.app.example", "--base-domain", "app.example")
                .failsWith(ErrorCode.TENANT_NOT_FOUND);
        tool.run("resolve", "bad host").failsWith(ErrorCode.HOST_INVALID);
    }
}
