package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.ErrorCode;
import io.tenancy.testing.support.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tenancyctl without any settings: an embedded PostgreSQL in the working directory. */
class EmbeddedTest {
    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        EmbeddedServer.stop(directory.resolve(".tenancy"));
    }

    @Test
    void beforeInitNothingIsMadeByLookingAround() {
        Tool tool = Tool.in(directory);

        tool.run("tenant", "list").failsWith(ErrorCode.CONNECTION_NOT_CONFIGURED);
        tool.run("embedded", "status").isOk();
        tool.run("embedded", "stop").isOk();
        Run doctor = tool.run("doctor");

        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out()).contains("No connection is configured", "fix: tenancyctl init");
        assertThat(directory.resolve(".tenancy")).doesNotExist();
    }

    @Test
    void initMakesADatabaseThatEveryLaterCommandFinds() throws IOException {
        Tool tool = Tool.in(directory);

        Run init = tool.run("init").isOk();
        assertThat(init.out()).contains("role tenancy_app", "ok  Control plane");
        assertThat(init.err()).contains("fsync off");

        Run again = tool.run("init").isOk();
        assertThat(again.out()).doesNotContain("role tenancy_app");

        Run doctor = tool.run("doctor").isOk();
        assertThat(doctor.out()).contains("ok  0 errors, 0 warnings", "fsync is off");

        Run stopped = tool.run("embedded", "stop", "-o", "json").isOk();
        assertThat(stopped.out()).contains("\"state\": \"STOPPED\"");
        Run restarted =
                tool.run("migrate", "status", "--location", migrations()).isOk();
        assertThat(restarted.err()).contains("keeps running");

        String secret = secretOf("TENANCY_APP_PASSWORD");
        assertThat(Stream.of(init, again, doctor, restarted))
                .allSatisfy(run -> assertThat(run.out() + run.err()).doesNotContain(secret, secretOf("password")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets())))
                .isEqualTo("rw-------");
    }

    private String migrations() throws IOException {
        return Files.createDirectories(directory.resolve("migrations")).toString();
    }

    private Path secrets() {
        return directory.resolve(".tenancy/embedded.env");
    }

    private String secretOf(String name) {
        return Stream.of(secrets(), directory.resolve(".tenancy/embedded.properties"))
                .flatMap(file -> lines(file).stream())
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).replace("'", ""))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
