package io.tenancy.jdbc.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an alert at one sink.
 *
 * @param id the same whenever it is tried
 * @param tenant the key of the tenant, or {@code platform}
 * @param event what happened
 * @param severity how much it matters
 * @param subject what it happened to, or empty
 * @param title a sentence
 * @param times how often it happened within the window
 * @param firstAt when first
 * @param lastAt when last
 * @param rule which rule sent it
 * @param sink to whom
 * @param state whether it was told
 * @param attempts how often it was tried
 * @param deliveredAt when it was told, or null
 * @param failure why the last attempt failed, or null
 */
public record AlertDelivery(
        UUID id,
        String tenant,
        String event,
        AlertSeverity severity,
        String subject,
        String title,
        long times,
        Instant firstAt,
        Instant lastAt,
        String rule,
        String sink,
        State state,
        int attempts,
        @Nullable Instant deliveredAt,
        @Nullable String failure) {
    /** Whether it was told. */
    public enum State {
        /** It will be, as soon as the sink takes it. */
        WAITING,
        /** It was. */
        DELIVERED,
        /** The sink did not take it for three days. */
        GIVEN_UP
    }
}
