package io.tenancy.billing.webhook;

import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.ObjectRef;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that came in, and what became of it. Immutable.
 *
 * @param gateway whose
 * @param mode whether its money is real
 * @param id the gateway's id
 * @param type the gateway's word for it
 * @param about what it is about
 * @param receivedAt when it came first
 * @param times how often it came
 * @param state whether it waits, is done, or is parked
 * @param attempts how often it was tried
 * @param note what came of it, in a few words; null while nothing did
 */
public record ReceivedEvent(
        String gateway,
        GatewayMode mode,
        String id,
        String type,
        ObjectRef about,
        Instant receivedAt,
        int times,
        State state,
        int attempts,
        @Nullable String note) {
    /** What became of an event. */
    public enum State {
        /** It is still to be worked on. */
        WAITING,
        /** It was worked on. */
        DONE,
        /** It waits for a person. */
        PARKED
    }

    /**
     * Checks the components.
     *
     * @param gateway whose
     * @param mode whether its money is real
     * @param id the gateway's id
     * @param type its type
     * @param about what it is about
     * @param receivedAt when
     * @param times how often
     * @param state what became of it
     * @param attempts how often tried
     * @param note in a few words
     */
    public ReceivedEvent {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(state, "state");
    }
}
