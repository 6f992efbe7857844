package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.member.Account;
import io.tenancy.member.EmailAddress;
import io.tenancy.testing.support.TestDatabase;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleCommandsTest {
    private static final String PASSWORD = "four words that fit";
    private static final Pattern TOKEN = Pattern.compile("token  ([A-Za-z0-9_-]{43})");

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static JdbcTenancy tenancy;
    private static Tool tool;
    private static int sequence;

    @BeforeAll
    static void install() {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        tenancy = JdbcTenancy.builder()
                .app(database.dataSource("tenancy_app", Installed.PASSWORD))
                .build();
    }

    @AfterAll
    static void drop() {
        tenancy.close();
        database.close();
    }

    private static String tenant() {
        String key = "people" + sequence++;
        tool.run("tenant", "create", key).isOk();
        return key;
    }

    private static Account join(String tenant, String role) {
        String email = "person" + sequence++ + "@harbour.example";
        Account account = tenancy.accounts().create(EmailAddress.of(email), "Ann Lee", PASSWORD);
        Matcher token = TOKEN.matcher(
                tool.run("invite", "create", tenant, email, role).isOk().out());
        assertThat(token.find()).isTrue();
        assertThat(tenancy.memberships().accept(token.group(1), account.id())).isNotNull();
        return account;
    }

    @Test
    void inviteAcceptListShowRemove() {
        String tenant = tenant();
        assertThat(tool.run("member", "list", tenant).isOk().err()).contains("invite create " + tenant);
        Account owner = join(tenant, "owner");
        Account other = join(tenant, "owner");
        assertThat(tool.run("member", "list", tenant).isOk().out())
                .contains("Ann Lee", owner.email().value(), "active");
        assertThat(tool.run("member", "show", tenant, owner.email().value())
                        .isOk()
                        .out())
                .contains("owner");
        assertThat(tool.run("member", "show", tenant, owner.id().toString(), "-o", "json")
                        .isOk()
                        .out())
                .contains("\"role\": \"owner\"");

        tool.run("member", "deactivate", tenant, other.email().value()).isOk();
        assertThat(tool.run("member", "list", tenant).isOk().out()).contains("inactive");
        tool.run("member", "remove", tenant, other.email().value()).isOk();
        tool.run("member", "remove", tenant, other.email().value()).failsWith(ErrorCode.MEMBER_NOT_FOUND);
        tool.run("member", "remove", tenant, owner.email().value()).failsWith(ErrorCode.LAST_OWNER);
        tool.run("member", "deactivate", tenant, owner.id().toString()).failsWith(ErrorCode.LAST_OWNER);
        tool.run("invite", "create", tenant, owner.email().value(), "owner").failsWith(ErrorCode.MEMBER_EXISTS);
    }

    @Test
    void ownershipIsTransferredWhenSomebodyMeansIt() {
        String tenant = tenant();
        Account owner = join(tenant, "owner");
        Account heir = join(tenant, "owner");
        String from = owner.email().value();
        String to = heir.email().value();
        tool.run("member", "transfer-ownership", tenant, from, to).failsWith(ErrorCode.NOT_CONFIRMED);
        tool.run("member", "transfer-ownership", tenant, from, to, "--yes").isOk();
        assertThat(tool.run("member", "show", tenant, from).isOk().out()).doesNotContain("role ");
    }

    @Test
    void invitationIsListedAndRevoked() {
        String tenant = tenant();
        String out = tool.run("invite", "create", tenant, "Bob@Harbour.Example", "owner", "--days", "3", "-o", "json")
                .isOk()
                .out();
        assertThat(out).contains("\"email\": \"bob@harbour.example\"", "\"token\": ", "\"state\": \"open\"");
        String id = out.replaceAll("(?s).*\"invitation\": \"([0-9a-f-]{36})\".*", "$1");
        assertThat(tool.run("invite", "list", tenant).isOk().out()).contains("bob@harbour.example", "operator", id);
        tool.run("invite", "revoke", tenant, id).isOk();
        tool.run("invite", "revoke", tenant, id).failsWith(ErrorCode.INVITATION_INVALID);
        assertThat(tool.run("invite", "list", tenant).isOk().err()).contains("No open invitations");
        assertThat(tool.run("invite", "list", tenant, "--all").isOk().out()).contains("revoked");
        assertThat(tool.run("tenant", "show", tenant).isOk().out()).doesNotContain("bob@harbour.example");
    }

    @ParameterizedTest
    @CsvSource({
        "invite create nobody a@b.example owner, TENANT_NOT_FOUND",
        "invite create TENANT nonsense owner, EMAIL_INVALID",
        "invite create TENANT a@b.example nonsense, ACCESS_NOT_FOUND",
        "invite create TENANT a@b.example owner --days 91, USAGE",
        "invite create TENANT a@b.example owner --days 0, USAGE",
        "invite revoke TENANT nonsense, USAGE",
        "member show TENANT nonsense, USAGE",
        "member show TENANT a@b.example, MEMBER_NOT_FOUND",
        "member remove TENANT 00000000-0000-4000-8000-000000000000, MEMBER_NOT_FOUND",
        "operator create anna --level god, USAGE",
        "operator create anna --level support, USAGE",
        "operator disable nobody, OPERATOR_NOT_FOUND",
        "keyset rotate, USAGE"
    })
    void wrongOnesAreRefusedWithTheirCode(String line, ErrorCode code) {
        tool.run(line.replace("TENANT", tenant()).split(" ")).failsWith(code);
    }

    @Test
    void operatorIsMadeListedAndDisabled() {
        String keys = tool.run("keyset", "create").isOk().out().strip();
        Tool secret = tool.with("TENANCY_OPERATOR_PASSWORD", PASSWORD);
        secret.run("operator", "create", "berg", "--level", "support").failsWith(ErrorCode.KEYSET_MISSING);
        assertThat(tool.run("operator", "list").isOk().err()).contains("No operators yet");
        Run made = secret.with("TENANCY_KEYSET", keys).run("operator", "create", "berg", "--level", "support");
        assertThat(made.isOk().out()).contains("otpauth://totp/").doesNotContain(PASSWORD);
        secret.with("TENANCY_KEYSET", keys)
                .run("operator", "create", "berg", "--level", "support")
                .failsWith(ErrorCode.OPERATOR_EXISTS);
        assertThat(tool.run("operator", "list").isOk().out())
                .contains("berg", "support")
                .doesNotContain("argon2");
        tool.run("operator", "disable", "berg").isOk();
        assertThat(tool.run("operator", "list", "-o", "json").isOk().out()).contains("\"disabledAt\": \"20");
    }

    @Test
    void keysAreRotatedOnOneLine() {
        String keys = tool.run("keyset", "create").isOk().out().strip();
        String rotated = tool.with("TENANCY_KEYSET", keys)
                .run("keyset", "rotate")
                .isOk()
                .out()
                .strip();
        assertThat(rotated.lines()).hasSize(1);
        assertThat(rotated).isNotEqualTo(keys);
        tool.with("TENANCY_KEYSET", "nonsense").run("keyset", "rotate").failsWith(ErrorCode.KEYSET_MISSING);
    }
}
