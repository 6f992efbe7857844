package io.tenancy.testing.support;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What is known about the kept server of a directory.
 *
 * @param state whether it exists and runs
 * @param port its port on the loopback address; 0 when absent
 * @param pid the process id; 0 unless running
 * @param majorVersion the major version of PostgreSQL its data belongs to; empty when absent
 * @param log the server's log file, which need not exist yet
 */
public record ServerStatus(State state, int port, long pid, String majorVersion, Path log) {
    /**
     * Checks the values.
     *
     * @param state whether it exists and runs
     * @param port its port on the loopback address; 0 when absent
     * @param pid the process id; 0 unless running
     * @param majorVersion the major version of PostgreSQL its data belongs to; empty when absent
     * @param log the server's log file
     */
    public ServerStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(majorVersion, "majorVersion");
        Objects.requireNonNull(log, "log");
    }

    /** Whether a server exists and runs. */
    public enum State {
        /** Nothing was ever initialised here. */
        ABSENT,
        /** Initialised and not running. */
        STOPPED,
        /** Running. */
        RUNNING
    }
}
