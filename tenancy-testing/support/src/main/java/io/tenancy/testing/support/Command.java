package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and keeps what it said. */
final class Command {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What came of it: the exit code, and both streams in order. */
    record Outcome(int exitCode, String output) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    private Command() {}

    static Outcome run(List<String> prefix, String... command) throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(command));
        return run(line);
    }

    /**
     * Runs a command. Its output goes through a file, because a server started in the background would hold a pipe open for ever.
     */
    static Outcome run(List<String> line) throws IOException {
        Path said = Files.createTempFile("tenancy-command-", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .redirectInput(ProcessBuilder.Redirect.PIPE);
            builder.directory(Path.of("/").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!await(process)) {
                process.destroyForcibly();
                return new Outcome(-1, "no end after " + LIMIT.toSeconds() + " s; " + read(said));
            }
            return new Outcome(process.exitValue(), read(said));
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static boolean await(Process process) throws IOException {
        try {
            return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a program", e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }
}
