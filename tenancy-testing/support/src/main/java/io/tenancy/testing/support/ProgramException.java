package io.tenancy.testing.support;

import org.jspecify.annotations.Nullable;

/** A program of the operating system is missing although it is required, or did not start. */
public final class ProgramException extends SupportException {
    private static final long serialVersionUID = 1L;

    ProgramException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    ProgramException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
