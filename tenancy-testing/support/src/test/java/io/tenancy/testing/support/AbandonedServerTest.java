package io.tenancy.testing.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to a throw-away server when its JVM is killed, and that nobody else's server is taken for such a one. */
class AbandonedServerTest {
    @Test
    void isClearedByTheNextJvmWhileLivingServersStay() throws Exception {
        try (EmbeddedServer mine = EmbeddedServer.throwAway();
                EmbeddedServer alsoMine = EmbeddedServer.throwAway()) {
            String[] told = runAndKill();
            Path data = Path.of(told[0]);
            ProcessHandle server = ProcessHandle.of(Long.parseLong(told[1])).orElseThrow();
            assertThat(server.isAlive()).isTrue();

            runAndKill();

            server.onExit().get(20, TimeUnit.SECONDS);
            assertThat(data).doesNotExist();
            mine.execute("postgres", "select 1");
            alsoMine.execute("postgres", "select 1");
        }
        try (EmbeddedServer next = EmbeddedServer.throwAway()) {
            next.execute("postgres", "select 1");
        }
    }

    private static String[] runAndKill() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            assertThat(line).isNotNull();
            return line.split(" ");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** A JVM that has a server and never closes it. */
    public static final class Victim {
        public static void main(String[] arguments) throws Exception {
            EmbeddedServer server = EmbeddedServer.throwAway();
            Path data = server.log().getParent();
            System.out.println(
                    data + " " + PostmasterFile.running(data).orElseThrow().pid());
            System.out.flush();
            System.in.read(); // until the test kills this process
        }
    }
}
