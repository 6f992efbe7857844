package io.tenancy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tenancy.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidConfigTest {
    @TempDir
    private Path folder;

    @Test
    void allProblemsAreReportedTogetherWithPlaceAndSuggestion() {
        InvalidConfigException refused = refused("""
                aplication:
                  name: x
                connections:
                  app:
                    pasword: x
                    password: hunter2
                  migrater: {}
                isolation:
                  tenantColumn: {type: uid}
                tenantColumn: {name: a}
                """);
        assertThat(refused.problems())
                .containsExactly(
                        new ConfigProblem(1, 1, "unknown key 'aplication'; did you mean 'application'?"),
                        new ConfigProblem(5, 5, "unknown key 'pasword' in connections.app; did you mean 'password'?"),
                        new ConfigProblem(
                                6,
                                15,
                                "connections.app.password must not stand in the file;"
                                        + " name an environment variable as \"${NAME}\""),
                        new ConfigProblem(7, 3, "unknown key 'migrater' in connections; did you mean 'migrator'?"),
                        new ConfigProblem(
                                9,
                                24,
                                "isolation.tenantColumn.type must be one of uuid, text, bigint; did you mean 'uuid'?"),
                        new ConfigProblem(10, 1, "unknown key 'tenantColumn'; it belongs under isolation"));
        assertThat(refused.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(refused)
                .hasMessageContaining("tenancy.yaml has 6 problems\n  tenancy.yaml:1:1: unknown key")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "application: [a]              | 1:14 | application must be a mapping of keys, not a list",
                "application:                  | 1:13 | application must be a mapping of keys, not nothing",
                "application: x                | 1:14 | application must be a mapping of keys, not text",
                "application: {name: 7}        | 1:21 | application.name must be text; put it in quotes, since without them it is a number",
                "application: {name: true}     | 1:21 | application.name must be text; put it in quotes, since without them it is a boolean",
                "application: {name: [a]}      | 1:21 | application.name must be text, not a list",
                "application: {name: }         | 1:20 | application.name must be text, not nothing",
                "application: {name: ' '}      | 1:21 | application.name is empty; remove the key or fill it",
                "application: {keyPrefix: A_B} | 1:26 | application.keyPrefix must be 1 to 16 of a-z and 0-9, beginning with a letter",
                "application: {baseDomain: A.B} | 1:27 | application.baseDomain must be a plain domain: lower case, ASCII, without port and final dot; write 'a.b'",
                "application: {baseDomain: a_b} | 1:27 | application.baseDomain must be a domain such as example.com",
                "application: {baseDomain: 10.0.0.1} | 1:27 | application.baseDomain must be a plain domain: lower case, ASCII, without port and final dot, not an address",
                "migrations: db                | 1:13 | migrations must be a list, not text",
                "migrations: [a, a]            | 1:17 | migrations[1] stands in the list already",
                "migrations: [{a: b}]          | 1:14 | migrations[0] must be text, not a mapping",
                "migrations: ['classpath:']    | 1:14 | migrations[0] names no folder after classpath:",
                "migrations: ['s3:bucket']     | 1:14 | migrations[0] must be a folder, relative to the file, or classpath:folder",
                "isolation: {sharedTables: [a b]} | 1:28 | isolation.sharedTables[0] must be a table, with or without schema",
                "isolation: {branchColumn: 'a; drop'} | 1:27 | isolation.branchColumn must be a column: up to 63 letters, digits and underscores",
                "isolation: {startCheck: warm} | 1:25 | isolation.startCheck must be one of refuse, warn, off; did you mean 'warn'?",
                "isolation: {waivers: {a: b}}  | 1:22 | isolation.waivers must be a list, not a mapping",
                "isolation: {waivers: [{rule: A09, object: x, until: '2027-06-30'}]} | 1:23 | isolation.waivers[0] lacks 'reason'",
                "isolation: {waivers: [{rule: A9, object: x, reason: y, until: '2027-06-30'}]} | 1:30 | isolation.waivers[0].rule must be a rule such as A09",
                "isolation: {waivers: [{rule: A09, object: x, reason: y, until: '2027-02-30'}]} | 1:64 | isolation.waivers[0].until must be a day such as 2027-06-30",
                "connections: {app: {user: '${A'}} | 1:27 | connections.app.user holds a '${' that is no variable; write ${NAME}",
                "connections: {app: {password: '${A:-x}'}} | 1:31 | connections.app.password must not stand in the file; name an environment variable as \"${NAME}\"",
                "connections: {app: {password: 123}} | 1:31 | connections.app.password must be text; put it in quotes, since without them it is a number",
                "gateways: {a: 1}              | 1:1  | 'gateways' is not supported by this version yet",
                "onTrialEnd: stop              | 1:13 | onTrialEnd must be plan:<key>, restrict or suspend",
                "onSubscriptionEnd: 'plan:free' | 1:20 | onSubscriptionEnd names plan free, which the file does not have",
                "rateLimit: 1                  | 1:1  | unknown key 'rateLimit'; did you mean 'rateLimits'?",
                "zzzzzzz: 1                    | 1:1  | unknown key 'zzzzzzz'; known are {ALL}",
                "{migrations: [], migrations: []} | 1:18 | key 'migrations' stands already in line 1",
                "? [a]                         | 1:3  | a key must be a word, not a list",
                "a: &x 1                       | 1:4  | anchors are not allowed; write the value out",
                "a: *x                         | 1:4  | aliases are not allowed; write the value out",
                "a: !!str 1                    | 1:4  | tags are not allowed; write the plain value",
                "'<<': {a: 1}                  | 1:1  | unknown key '<<'; known are {ALL}",
                "'a\\e[2J': 1                  | 1:1  | unknown key 'a\\e[2J'; known are {ALL}",
                "text                          | 1:1  | the file must be a mapping of keys, not text",
                "[a]                           | 1:1  | the file must be a mapping of keys, not a list",
            })
    void everyWrongFormIsOneClearProblem(String row) {
        String[] cells = row.split("\\|");
        String yaml = cells[0].strip();

        assertThat(refused(yaml).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.line() + ":" + problem.column() + " " + problem.message())
                        .isEqualTo(cells[1].strip() + " "
                                + cells[2].strip().replace("{ALL}", String.join(", ", ConfigKeys.TOP))));
    }

    @Test
    void fileThatIsNoYamlIsOneClearProblem() {
        assertThat(single("")).isEqualTo("the file is empty");
        assertThat(single("# only a comment\n")).isEqualTo("the file is empty");
        assertThat(single("application:\n\tname: x\n")).isEqualTo("a tab cannot indent YAML; use spaces");
        assertThat(single("application: [a\n")).startsWith("not YAML: ");
        assertThat(single("a: 1\n---\na: 2\n")).isEqualTo("one file holds one document");
        assertThat(single("a: \"\u0007\"")).startsWith("not YAML: ");
        assertThat(single("[".repeat(100_000))).isEqualTo("nested too deep");
        assertThat(single("a: ".repeat(1) + "x".repeat(YamlDocument.LARGEST)))
                .isEqualTo("the file is larger than 1 MB");
        assertThat(single(bomb())).isEqualTo("anchors are not allowed; write the value out");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws IOException {
        Path file = folder.resolve("tenancy.yaml");
        for (byte[] bytes : new byte[][] {
            "application: {name: caf\u00e9}".getBytes(StandardCharsets.ISO_8859_1),
            "application: {name: x}".getBytes(StandardCharsets.UTF_16),
            {(byte) 0xc0, (byte) 0x80}
        }) {
            Files.write(file, bytes);
            assertThatThrownBy(() -> TenancyConfig.load(file, Map.of()))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining("not UTF-8");
        }
    }

    @Test
    void fileThatCannotBeReadIsAProblemOfItsOwn() {
        assertThatThrownBy(() -> TenancyConfig.load(folder.resolve("absent.yaml"), Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("absent.yaml: there is no such file");
        assertThatThrownBy(() -> TenancyConfig.load(folder, Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cannot be read");
        Path endless = Path.of("/dev/zero");
        if (Files.exists(endless)) {
            assertThatThrownBy(() -> TenancyConfig.load(endless, Map.of())).hasMessageContaining("larger than 1 MB");
        }
    }

    @Test
    void terminalNeverGetsWhatTheFileHolds() {
        InvalidConfigException refused = refused("\"a\\e[2J\\u202e\": 1");
        assertThat(refused.getMessage()).contains("a\\u{1b}[2J\\u{202e}").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void manyProblemsAreCutInTheMessageNotInTheList() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            yaml.append("unknown").append(i).append(": 1\n");
        }
        InvalidConfigException refused = refused(yaml.toString());
        assertThat(refused.problems()).hasSize(50);
        assertThat(refused).hasMessageContaining("and 30 more");
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefusedAsInvalid(@ForAll("yamlish") String text) throws IOException {
        Path file = Files.createTempFile("tenancy", ".yaml");
        try {
            Files.writeString(file, text);
            TenancyConfig.load(file, Map.of());
        } catch (InvalidConfigException refused) {
            assertThat(refused.problems()).isNotEmpty();
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> yamlish() {
        return Arbitraries.of(
                        "application",
                        "connections",
                        "isolation",
                        "migrations",
                        "app",
                        "name",
                        "url",
                        "password",
                        ": ",
                        ":",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "- ",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "\"",
                        "'",
                        "${X}",
                        "|",
                        ">",
                        "&a ",
                        "*a",
                        "!t ",
                        "? ",
                        "%",
                        "@",
                        "#",
                        "\t",
                        "7",
                        "~",
                        "true",
                        "---",
                        "...",
                        "x")
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join("", pieces));
    }

    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c <= 'j'; c++) {
            String previous = "*" + (char) (c - 1);
            yaml.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append((previous + ",").repeat(9))
                    .append("]\n");
        }
        return yaml.toString();
    }

    private String single(String yaml) {
        assertThat(refused(yaml).problems()).hasSize(1);
        return refused(yaml).problems().get(0).message();
    }

    private InvalidConfigException refused(String yaml) {
        Path file = folder.resolve("tenancy.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        InvalidConfigException refused =
                catchThrowableOfType(InvalidConfigException.class, () -> TenancyConfig.load(file, Map.of()));
        assertThat(refused).as("must be refused: %s", yaml).isNotNull();
        return refused;
    }
}
