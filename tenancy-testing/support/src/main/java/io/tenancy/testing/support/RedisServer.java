package io.tenancy.testing.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Redis server that keeps nothing on disk, started on a free loopback port and stopped by {@link #close()} or with the JVM. Root
 * starts it as an unprivileged user. Thread-safe.
 *
 * <pre>{@code
 * Optional<Path> program = Programs.locate("redis-server");
 * assumeThat(program).as("redis-server is installed").isPresent();
 * try (RedisServer redis = RedisServer.start(program.get())) {
 *     RedisClient client = RedisClient.create(redis.url());
 * }
 * }</pre>
 */
public final class RedisServer implements AutoCloseable {
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Process process;
    private final int port;
    private final Thread hook;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
        this.hook = new Thread(process::destroyForcibly, "redis-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a server.
     *
     * @param program the program, see {@link Programs#locate}
     * @return the running server, without a password
     * @throws ProgramException if it does not start
     */
    public static RedisServer start(Path program) {
        try {
            int port = Loopback.freePort();
            List<String> line = new ArrayList<>(Account.unprivileged().prefix());
            line.addAll(List.of(program.toString(), "--port", Integer.toString(port), "--bind", Loopback.HOST));
            line.addAll(List.of("--save", "", "--appendonly", "no", "--dir", System.getProperty("java.io.tmpdir")));
            return started(
                    new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start(),
                    port);
        } catch (IOException e) {
            throw new ProgramException(
                    program + " cannot be started: " + e.getMessage(), "Check that it is installed and executable", e);
        }
    }

    private static RedisServer started(Process process, int port) {
        long end = System.nanoTime() + START_LIMIT_NANOS;
        while (!Loopback.answers(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new ProgramException("Redis does not start", "Start it by hand and read what it says");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return new RedisServer(process, port);
    }

    /**
     * Where it listens.
     *
     * @return a {@code redis:} URL
     */
    public String url() {
        return "redis://" + Loopback.HOST + ":" + port;
    }

    /** Stops it. Closing again does nothing. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The JVM is ending, and its hook does the same.
            process.destroyForcibly();
        }
    }
}
