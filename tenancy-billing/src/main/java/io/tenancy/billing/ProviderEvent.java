package io.tenancy.billing;

import java.time.Instant;
import java.util.Objects;

/**
 * Something happened at a gateway: a reason to ask, and no more than that. Immutable.
 *
 * @param id the gateway's id of the event; the same event comes more than once under the same id
 * @param type the gateway's word for it
 * @param at when, as the gateway says; no order follows from it
 * @param about what to ask for
 */
public record ProviderEvent(String id, String type, Instant at, ObjectRef about) {
    /**
     * Checks the components.
     *
     * @param id its id
     * @param type its type
     * @param at when
     * @param about what to ask for
     * @throws IllegalArgumentException if id or type are blank or too long
     */
    public ProviderEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(about, "about");
        if (id.isBlank() || id.length() > 255 || type.isBlank() || type.length() > 100) {
            throw new IllegalArgumentException("an event has an id of 1 to 255 and a type of 1 to 100 characters");
        }
    }
}
