package io.tenancy.authorization;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a principal may do something, and in one word why. Immutable and thread-safe.
 *
 * @param outcome the word
 * @param permission what was asked for
 * @param principal who asked; null if nobody was named
 * @param branch where; null for the whole tenant
 */
public record AccessDecision(
        Outcome outcome,
        Permission permission,
        @Nullable UUID principal,
        @Nullable UUID branch) {
    /**
     * Checks the components.
     *
     * @param outcome the word
     * @param permission what was asked for
     * @param principal who asked
     * @param branch where
     * @throws NullPointerException if a component that may not be null is null
     */
    public AccessDecision {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(permission, "permission");
    }

    /** What it came to. */
    public enum Outcome {
        /** A grant gives it. */
        GRANTED,
        /** No grant gives it, here. */
        NOT_GRANTED,
        /** Nobody is named who could have been granted anything. */
        NO_PRINCIPAL,
        /** The tenant has no such branch. */
        NO_SUCH_BRANCH
    }

    /**
     * Whether to go on.
     *
     * @return true if a grant gives it
     */
    public boolean isGranted() {
        return outcome == Outcome.GRANTED;
    }

    /**
     * Goes on, or throws.
     *
     * @return this
     * @throws PermissionDeniedException if it is not granted
     */
    @CanIgnoreReturnValue
    public AccessDecision orThrow() {
        if (!isGranted()) {
            throw new PermissionDeniedException(this);
        }
        return this;
    }
}
