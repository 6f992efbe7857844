package io.tenancy.testing.support;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link EmbeddedServer} is run. Immutable; start from {@link #defaults()}:
 *
 * <pre>{@code
 * EmbeddedServer.throwAway(ServerOptions.defaults().withMaxConnections(300).withSetting("work_mem", "8MB"))
 * }</pre>
 *
 * @param maxConnections how many connections the server takes, at least 10
 * @param port the port on the loopback address, or 0 to choose a free one
 * @param runAs what to do about being root
 * @param cache where the programs are unpacked, or null for the directory of temporary files
 * @param settings further lines of {@code postgresql.conf}, applied at the next start
 */
public record ServerOptions(
        int maxConnections, int port, RunAs runAs, @Nullable Path cache, Map<String, String> settings) {
    private static final int DEFAULT_CONNECTIONS = 100;
    /** The environment variable that names another directory for the unpacked programs. */
    public static final String CACHE_VARIABLE = "TENANCY_POSTGRES_CACHE";

    /**
     * Checks the values.
     *
     * @param maxConnections how many connections the server takes, at least 10
     * @param port the port on the loopback address, or 0 to choose a free one
     * @param runAs what to do about being root
     * @param cache where the programs are unpacked, or null for the directory of temporary files
     * @param settings further lines of {@code postgresql.conf}
     * @throws IllegalArgumentException if a number is out of range or a setting's name is none
     */
    public ServerOptions {
        Objects.requireNonNull(runAs, "runAs");
        settings = Map.copyOf(settings);
        if (maxConnections < 10 || maxConnections > 10_000) {
            throw new IllegalArgumentException("maxConnections must be between 10 and 10000, not " + maxConnections);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
        settings.keySet().forEach(ServerOptions::requireName);
    }

    private static void requireName(String setting) {
        if (!setting.matches("[a-z_][a-z0-9_.]*")) {
            throw new IllegalArgumentException("'" + setting + "' is no name of a PostgreSQL setting");
        }
    }

    /**
     * 100 connections, any free port, root handled automatically, programs unpacked where {@value #CACHE_VARIABLE} says or among the
     * temporary files.
     *
     * @return the defaults
     */
    public static ServerOptions defaults() {
        String cache = System.getenv(CACHE_VARIABLE);
        return new ServerOptions(
                DEFAULT_CONNECTIONS,
                0,
                RunAs.AUTOMATIC,
                cache == null || cache.isBlank() ? null : Path.of(cache),
                Map.of());
    }

    /**
     * The same with another number of connections.
     *
     * @param connections how many, at least 10
     * @return the changed options
     */
    public ServerOptions withMaxConnections(int connections) {
        return new ServerOptions(connections, port, runAs, cache, settings);
    }

    /**
     * The same with a port.
     *
     * @param number the port on the loopback address, or 0 to choose a free one
     * @return the changed options
     */
    public ServerOptions withPort(int number) {
        return new ServerOptions(maxConnections, number, runAs, cache, settings);
    }

    /**
     * The same with another answer to being root.
     *
     * @param how the answer
     * @return the changed options
     */
    public ServerOptions withRunAs(RunAs how) {
        return new ServerOptions(maxConnections, port, how, cache, settings);
    }

    /**
     * The same with another place for the unpacked programs.
     *
     * @param directory an existing or new directory that every user may enter
     * @return the changed options
     */
    public ServerOptions withCache(Path directory) {
        return new ServerOptions(maxConnections, port, runAs, directory, settings);
    }

    /**
     * The same with one more PostgreSQL setting.
     *
     * @param name the setting
     * @param value its value, unquoted
     * @return the changed options
     */
    public ServerOptions withSetting(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new ServerOptions(maxConnections, port, runAs, cache, more);
    }
}
