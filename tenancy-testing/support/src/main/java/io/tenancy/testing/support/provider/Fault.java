package io.tenancy.testing.support.provider;

import java.time.Duration;
import java.util.Objects;

/**
 * A way to fail, once. Immutable.
 *
 * @param kind how
 * @param status the HTTP status of {@link Kind#STATUS}
 * @param code the provider's code for {@link Kind#STATUS}, such as {@code card_declined}
 * @param delay how long the answer waits, for {@link Kind#SLOW}
 * @param method which requests; empty for all
 * @param path how their path begins; empty for all
 */
public record Fault(Kind kind, int status, String code, Duration delay, String method, String path) {
    /** How it fails. */
    public enum Kind {
        /** Answers with an error and does nothing. */
        STATUS,
        /** Does nothing and closes the connection. */
        LOST_REQUEST,
        /** Does what was asked, and closes the connection without an answer: what a time-out after success looks like. */
        LOST_ANSWER,
        /** Does what was asked, and answers late. */
        SLOW
    }

    /**
     * Checks the components.
     *
     * @param kind how
     * @param status the status
     * @param code the code
     * @param delay how long
     * @param method which
     * @param path which
     */
    public Fault {
        Objects.requireNonNull(kind, "kind");
    }

    /**
     * Answers with an error and does nothing.
     *
     * @param status 402, 409, 429, 500
     * @param code the provider's code
     * @return the fault
     */
    public static Fault status(int status, String code) {
        return new Fault(Kind.STATUS, status, code, Duration.ZERO, "", "");
    }

    /**
     * Closes the connection and does nothing.
     *
     * @return the fault
     */
    public static Fault lostRequest() {
        return new Fault(Kind.LOST_REQUEST, 0, "", Duration.ZERO, "", "");
    }

    /**
     * Does it, and closes the connection.
     *
     * @return the fault
     */
    public static Fault lostAnswer() {
        return new Fault(Kind.LOST_ANSWER, 0, "", Duration.ZERO, "", "");
    }

    /**
     * Does it, and answers late.
     *
     * @param delay how late, in real time
     * @return the fault
     */
    public static Fault slow(Duration delay) {
        return new Fault(Kind.SLOW, 0, "", delay, "", "");
    }

    /**
     * The same for some requests only.
     *
     * @param requestMethod such as POST
     * @param pathPrefix how the path begins
     * @return the fault
     */
    public Fault on(String requestMethod, String pathPrefix) {
        return new Fault(kind, status, code, delay, requestMethod, pathPrefix);
    }

    boolean hits(ProviderRequest request) {
        return (method.isEmpty() || method.equals(request.method()))
                && request.path().startsWith(path);
    }
}
