package io.tenancy.testing.support;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL could not be unpacked, initialised, started, attached to or stopped. */
public final class EmbeddedServerException extends SupportException {
    private static final long serialVersionUID = 1L;

    EmbeddedServerException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    EmbeddedServerException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, remedy, cause);
    }
}
