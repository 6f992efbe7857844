package io.tenancy.cli;

import io.tenancy.cli.output.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the launcher runs once to record which classes the usual commands load, for an archive that makes every later start faster.
 * It touches neither a database nor a file: the server it talks to does not exist.
 */
final class Warmup {
    private static final Map<String, String> NOWHERE = Map.of(
            "TENANCY_URL", "jdbc:postgresql://127.0.0.1:1/warmup?connectTimeout=1",
            "TENANCY_ADMIN_URL", "jdbc:postgresql://127.0.0.1:1/warmup?connectTimeout=1",
            "TENANCY_APP_URL", "jdbc:postgresql://127.0.0.1:1/warmup?connectTimeout=1",
            "TENANCY_USER", "warmup",
            "TENANCY_PASSWORD", "warmup");

    private Warmup() {}

    /**
     * Runs the usual commands.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        List<List<String>> commands = List.of(
                List.of("--help"),
                List.of("version", "-o", "json"),
                List.of("version", "-o", "yaml"),
                List.of("misspelt"));
        for (List<String> command : commands) {
            int unused = new Tenancyctl(
                            NOWHERE,
                            Path.of(""),
                            InputStream.nullInputStream(),
                            OutputStream.nullOutputStream(),
                            OutputStream.nullOutputStream(),
                            Terminal.NONE)
                    .run(command.toArray(String[]::new));
        }
    }
}
