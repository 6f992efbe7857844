package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be looked at is one clear line with its exit code, and never a pass. */
class CheckFailuresTest {
    private static TestDatabase database;

    @TempDir
    Path directory;

    private Tool tool;

    @BeforeAll
    static void install() {
        database = Installed.database();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void stand() {
        tool = Installed.tool(directory, database);
    }

    private void never(ErrorCode code, int exit, String said, String... arguments) {
        Run run = tool.run(arguments).failsWith(code);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).as(run.toString()).isEmpty();
        assertThat(run.err()).as(run.toString()).contains(said);
    }

    private String file(String name, String text) throws IOException {
        Files.createDirectories(directory.resolve(name).getParent());
        Files.writeString(directory.resolve(name), text);
        return name;
    }

    @Test
    void brokenConnection() {
        tool = tool.with("TENANCY_URL", "jdbc:postgresql://127.0.0.1:1/clinic");
        never(ErrorCode.CONNECTION_FAILED, 3, "127.0.0.1:1", "check");
    }

    @Test
    void missingDatabaseAndWrongPassword() {
        Tool right = tool;
        tool = right.with("TENANCY_URL", database.jdbcUrl() + "_gone");
        never(ErrorCode.CONNECTION_FAILED, 3, "_gone", "check");
        tool = right.with("TENANCY_PASSWORD", "wrong");
        never(ErrorCode.CONNECTION_FAILED, 3, "password", "check");
    }

    @Test
    void missingPrivilegeToConnect() throws Exception {
        database.execute("revoke connect on database \"" + database.name() + "\" from public");
        never(ErrorCode.PRIVILEGE_MISSING, 6, "permission denied for database", "check");
        database.execute("grant connect on database \"" + database.name() + "\" to public");
    }

    @Test
    void missingPrivilegeInTheCatalog() throws Exception {
        database.execute("revoke select on pg_catalog.pg_policy from public");
        never(ErrorCode.PRIVILEGE_MISSING, 6, "pg_policy", "check");
        database.execute("grant select on pg_catalog.pg_policy to public");
        tool.run("check", "--rule", "A05").isOk();
    }

    @Test
    void filesThatAreNotThereOrCannotBeRead() throws Exception {
        never(ErrorCode.CONFIG_INVALID, 2, "gone.json", "check", "--baseline", "gone.json");
        never(ErrorCode.CONFIG_INVALID, 2, "gone.yaml", "check", "--waivers", "gone.yaml");
        never(ErrorCode.CONFIG_INVALID, 2, "gone.yaml", "check", "--config", "gone.yaml");
        Files.createDirectory(directory.resolve("folder"));
        never(ErrorCode.CONFIG_INVALID, 2, "folder", "check", "--baseline", "folder");
        Files.write(directory.resolve("latin.yaml"), "- {rule: A01, object: é}".getBytes(StandardCharsets.ISO_8859_1));
        never(ErrorCode.CONFIG_INVALID, 2, "latin.yaml", "check", "--waivers", "latin.yaml");
        never(ErrorCode.USAGE, 2, "nowhere", "check", "--migrations", "nowhere");
    }

    @Test
    void filesThatCannotBeParsed() throws Exception {
        never(ErrorCode.CONFIG_INVALID, 2, "b.json", "check", "--baseline", file("b.json", "{\"findings\": [\"A01\""));
        never(ErrorCode.CONFIG_INVALID, 2, "c.json", "check", "--baseline", file("c.json", "[]"));
        never(ErrorCode.CONFIG_INVALID, 2, "w.yaml", "check", "--waivers", file("w.yaml", "- rule: [A01"));
        never(ErrorCode.CONFIG_INVALID, 2, "w.yaml", "check", "--waivers", file("w.yaml", "rule: A01"));
        never(
                ErrorCode.CONFIG_INVALID,
                2,
                "t.yaml",
                "check",
                "--config",
                file("t.yaml", "isolation: {sharedTable: [a]}"));
    }

    @Test
    void migrationsThatFail() throws Exception {
        file("syntax/V1__a.sql", "create tabel note (id int);");
        never(ErrorCode.MIGRATION_FAILED, 6, "V1__a.sql", "check", "--migrations", "syntax");
        file("name/V1_a.sql", "select 1;");
        never(ErrorCode.MIGRATION_FAILED, 6, "V1_a.sql", "check", "--migrations", "name");
        file("twice/V1__a.sql", "select 1;");
        file("twice/V1__b.sql", "select 1;");
        never(ErrorCode.MIGRATION_FAILED, 6, "version 1", "check", "--migrations", "twice");
    }
}
