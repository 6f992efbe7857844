package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings as operators publish and set them. */
class SettingCommandsTest {
    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Tool tool;

    @BeforeAll
    static void install() throws IOException {
        database = Installed.database();
        tool = Installed.tool(directory, database);
        Files.writeString(
                directory.resolve("tenancy.yaml"),
                "settings:\n  theme: {oneOf: [light, dark]}\n  hours: {type: integer, to: 48, default: 24}\n");
        tool.run("tenant", "create", "acme").isOk();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void settingsArePublishedListedSetAndReset() {
        assertThat(tool.run("setting", "apply").isOk().out()).contains("Published: theme, hours");
        assertThat(tool.run("setting", "apply").isOk().out()).contains("Everything is as it was published");
        assertThat(tool.run("setting", "list").isOk().out())
                .contains("theme", "one of light, dark", "a whole number from 0 to 48", "operators");
        assertThat(tool.run("setting", "set", "acme", "hours", "36").isOk().out())
                .contains("ok  Tenant acme has hours = 36");
        assertThat(tool.run("setting", "list", "acme", "-o", "json").isOk().out())
                .contains("\"value\": 36", "\"isSet\": true", "\"value\": \"light\"");
        assertThat(tool.run("setting", "reset", "acme", "hours").isOk().out()).contains("has the default of hours: 24");
        assertThat(tool.run("setting", "reset", "acme", "hours").isOk().out()).contains("had the default");
        assertThat(tool.run("audit", "list", "acme").isOk().out()).contains("setting.put", "setting.remove");
    }

    @Test
    void whatDoesNotFitIsAMistakeOfUse() {
        assertThat(tool.run("setting", "set", "acme", "hours", "49")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("hours is a whole number from 0 to 48");
        assertThat(tool.run("setting", "set", "acme", "hour", "4")
                        .failsWith(ErrorCode.USAGE)
                        .err())
                .contains("theme, hours");
        tool.run("setting", "set", "nobody", "hours", "4").failsWith(ErrorCode.TENANT_NOT_FOUND);
    }
}
