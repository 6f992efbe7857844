package io.tenancy.testing.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs of the operating system that a test needs. Stateless.
 *
 * <p>A test that can do without skips itself with a reason; on the machine that must run everything, the environment variable
 * {@code TENANCY_REQUIRE_ALL=1} turns the skip into a failure:
 *
 * <pre>{@code
 * assumeThat(Programs.locate("pgbouncer")).as("pgbouncer is installed").isPresent();
 * }</pre>
 */
public final class Programs {
    /** The environment variable under which a missing program is an error. */
    public static final String REQUIRE_ALL = "TENANCY_REQUIRE_ALL";

    private Programs() {}

    /**
     * Looks a program up on the PATH and then in the system directories that an ordinary user's PATH often lacks.
     *
     * @param name the file name of the program
     * @return the program, or empty when it is not installed
     * @throws ProgramException if it is not installed and {@code TENANCY_REQUIRE_ALL=1}
     */
    public static Optional<Path> locate(String name) {
        return locate(name, System.getenv());
    }

    static Optional<Path> locate(String name, Map<String, String> environment) {
        Optional<Path> found = find(name, environment);
        if (found.isEmpty() && "1".equals(environment.get(REQUIRE_ALL))) {
            throw new ProgramException(
                    "The program '" + name + "' is not installed, and " + REQUIRE_ALL
                            + "=1 demands that nothing is skipped",
                    "Install it (Debian: apt-get install " + name + ") or unset " + REQUIRE_ALL);
        }
        return found;
    }

    /** As {@link #locate(String)}, for a program that something else can stand in for: never an error. */
    static Optional<Path> find(String name) {
        return find(name, System.getenv());
    }

    private static Optional<Path> find(String name, Map<String, String> environment) {
        return Stream.concat(
                        Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/sbin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }
}
