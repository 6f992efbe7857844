package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenancy.ErrorCode;
import io.tenancy.member.Totp;
import io.tenancy.testing.support.TestDatabase;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first owner, groups, branches, members who come back, and operators who act as members. */
class AccessCommandsTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        tool.run("tenant", "provision", "acme", "--owner", "Ann@Acme.example", "--owner-name", "Ann Lee")
                .isOk();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static String id(Run run) {
        Matcher id = ID.matcher(run.isOk().out());
        assertThat(id.find()).as(run.out()).isTrue();
        return id.group();
    }

    private static byte[] base32(String text) {
        BigInteger number = BigInteger.ZERO;
        for (char letter : text.toCharArray()) {
            number = number.shiftLeft(5).add(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)));
        }
        byte[] bytes = number.toByteArray();
        byte[] secret = new byte[text.length() * 5 / 8];
        for (int i = 1; i <= Math.min(secret.length, bytes.length); i++) {
            secret[secret.length - i] = bytes[bytes.length - i];
        }
        return secret;
    }

    @Test
    void firstOwnerComesWithTheTenant() {
        assertThat(tool.run("member", "list", "acme").isOk().out()).contains("Ann Lee", "ann@acme.example", "active");
        assertThat(tool.run("grant", "list", "acme", "ann@acme.example").isOk().out())
                .contains("owner", "operator");
        Run second = tool.run("tenant", "provision", "second", "--owner", "ann@acme.example");
        assertThat(second.isOk().out()).contains("owner", "DONE");
        assertThat(second.err()).contains("ann@acme.example sets one by the link");
        assertThat(tool.run("member", "list", "second").isOk().out()).contains("Ann Lee");
        tool.run("tenant", "provision", "third", "--owner", "nonsense").failsWith(ErrorCode.EMAIL_INVALID);
        tool.run("tenant", "provision", "third", "--owner-name", "Ann").failsWith(ErrorCode.USAGE);
        tool.run("tenant", "show", "third").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }

    @Test
    void groupIsMadeFilledGrantedEmptiedAndRemoved() {
        assertThat(tool.run("group", "list", "acme").isOk().err()).contains("group create acme");
        String group = id(tool.run("group", "create", "acme", "Nurses"));
        tool.run("group", "create", "acme", "Nurses").failsWith(ErrorCode.ACCESS_CONFLICT);
        tool.run("group", "create", "acme", " ").failsWith(ErrorCode.USAGE);
        tool.run("role", "create", "acme", "desk", "--permission", "roles:manage")
                .isOk();
        tool.run("grant", "add", "acme", group, "desk", "--kind", "group").isOk();
        tool.run("group", "add", "acme", "Nurses", "ann@acme.example").isOk();
        tool.run("group", "add", "acme", "Nurses", group).failsWith(ErrorCode.ACCESS_CONFLICT);
        tool.run("group", "add", "acme", "Nurses", "00000000-0000-4000-8000-000000000000")
                .failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("group", "add", "acme", "Doctors", "ann@acme.example").failsWith(ErrorCode.ACCESS_NOT_FOUND);
        assertThat(tool.run("group", "list", "acme", "-o", "json").isOk().out()).contains(group, "\"members\": [");
        tool.run("group", "remove", "acme", group).failsWith(ErrorCode.ACCESS_CONFLICT);
        tool.run("group", "drop", "acme", "Nurses", "ann@acme.example").isOk();
        tool.run("group", "drop", "acme", "Nurses", "ann@acme.example").failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("grant", "remove", "acme", group, "desk").isOk();
        tool.run("group", "remove", "acme", "Nurses").isOk();
        tool.run("group", "remove", "acme", "Nurses").failsWith(ErrorCode.ACCESS_NOT_FOUND);
    }

    @Test
    void branchesAreMadeAndMoved() {
        tool.run("tenant", "create", "tree").isOk();
        assertThat(tool.run("branch", "list", "tree").isOk().err()).contains("branch create tree");
        String north = id(tool.run("branch", "create", "tree", "North"));
        String oslo = id(tool.run("branch", "create", "tree", "Oslo", "--below", "North"));
        assertThat(tool.run("branch", "list", "tree").isOk().out()).contains(north, oslo, "Oslo");
        tool.run("branch", "move", "tree", "North", "--below", "Oslo").failsWith(ErrorCode.ACCESS_CONFLICT);
        tool.run("branch", "move", "tree", "Oslo").isOk();
        assertThat(tool.run("branch", "list", "tree", "-o", "json").isOk().out())
                .doesNotContain("\"parent\": \"");
        tool.run("branch", "move", "tree", "Bergen").failsWith(ErrorCode.ACCESS_NOT_FOUND);
        tool.run("branch", "create", "tree", "X", "--below", "nowhere").failsWith(ErrorCode.ACCESS_NOT_FOUND);
    }

    @Test
    void memberComesBackWithNothing() {
        tool.run("tenant", "provision", "back", "--owner", "first@back.example").isOk();
        tool.run("tenant", "provision", "other", "--owner", "second@back.example")
                .isOk();
        tool.run("member", "deactivate", "back", "first@back.example").failsWith(ErrorCode.LAST_OWNER);
        tool.run("member", "reactivate", "back", "nobody@back.example").failsWith(ErrorCode.MEMBER_NOT_FOUND);
        assertThat(tool.run("member", "reactivate", "back", "first@back.example")
                        .isOk()
                        .out())
                .contains("first@back.example is active again");
    }

    @Test
    void operatorActsAsAMemberForAWhile() throws Exception {
        String keys = tool.run("keyset", "create").isOk().out().strip();
        Tool secret = tool.with("TENANCY_OPERATOR_PASSWORD", PASSWORD).with("TENANCY_KEYSET", keys);
        String totp = new ObjectMapper()
                .readTree(secret.run("operator", "create", "root", "--level", "super-admin", "-o", "json")
                        .isOk()
                        .out())
                .get("totpSecret")
                .asText();
        assertThat(tool.run("impersonation", "list").isOk().err()).contains("Nobody works as a member");
        String[] start = {
            "impersonation",
            "start",
            "acme",
            "ann@acme.example",
            "--operator",
            "root",
            "--reason",
            "ticket 7",
            "--code",
            "000000"
        };
        secret.run(start).failsWith(ErrorCode.SIGN_IN_REFUSED);
        start[start.length - 1] = Totp.of(base32(totp)).code(Clock.systemUTC().instant());
        Run begun = secret.run(start);
        String id = id(begun);
        assertThat(begun.out())
                .contains("root is ann@acme.example in acme until")
                .doesNotContain(PASSWORD);
        assertThat(tool.run("impersonation", "list").isOk().out()).contains(id, "root", "Ann Lee", "ticket 7");
        tool.run("impersonation", "end", id).isOk();
        tool.run("impersonation", "end", id).failsWith(ErrorCode.IMPERSONATION_REFUSED);
        assertThat(tool.run("impersonation", "list", "--all", "-o", "json")
                        .isOk()
                        .out())
                .contains("\"endedAt\": \"20");
        tool.run("impersonation", "end", "nonsense").failsWith(ErrorCode.USAGE);
        start[start.length - 1] = "000000";
        tool.run("impersonation", "start", "acme", "ann@acme.example", "--operator", "root", "--code", "1")
                .failsWith(ErrorCode.USAGE);
    }
}
