package io.tenancy.billing;

import java.util.Objects;

/**
 * What an event is about, to be asked for: an event itself is not believed. Immutable.
 *
 * @param kind what it is
 * @param id the gateway's id
 */
public record ObjectRef(Kind kind, String id) {
    /** What it is. */
    public enum Kind {
        /** Ask with {@link PaymentGateway#subscription}. */
        SUBSCRIPTION,
        /** Ask with {@link PaymentGateway#payment}. */
        PAYMENT,
        /** Nothing that we keep; the event is noted and done. */
        OTHER
    }

    /**
     * Checks the components.
     *
     * @param kind what it is
     * @param id the gateway's id
     * @throws IllegalArgumentException if the id is blank or has more than 255 characters
     */
    public ObjectRef {
        Objects.requireNonNull(kind, "kind");
        if (id.isBlank() || id.length() > 255) {
            throw new IllegalArgumentException("an object's id has 1 to 255 characters");
        }
    }
}
