package io.tenancy.observation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Errors of the same kind. Immutable; holds no message.
 *
 * @param fingerprint what they have in common, 16 hexadecimal digits; {@value #OTHER} for errors that did not fit into a node's memory one
 *     by one, and are counted together
 * @param exception the types of the exception and of its first cause
 * @param frames where in the application, the innermost first
 * @param count how many
 * @param firstAt the first in the stretch of time that was asked for
 * @param lastAt the last
 */
public record ErrorGroup(
        String fingerprint, String exception, List<String> frames, long count, Instant firstAt, Instant lastAt) {
    /** The fingerprint of errors that are counted together. */
    public static final String OTHER = "other";

    /**
     * Checks the components.
     *
     * @param fingerprint what they have in common
     * @param exception the types
     * @param frames where
     * @param count how many
     * @param firstAt the first
     * @param lastAt the last
     */
    public ErrorGroup {
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(exception, "exception");
        Objects.requireNonNull(firstAt, "firstAt");
        Objects.requireNonNull(lastAt, "lastAt");
        frames = List.copyOf(frames);
    }
}
