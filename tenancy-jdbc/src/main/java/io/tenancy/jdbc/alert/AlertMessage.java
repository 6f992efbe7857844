package io.tenancy.jdbc.alert;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a sink is to tell. Immutable.
 *
 * @param id the same whenever the same alert is tried again, so that a receiver can tell that it is the same
 * @param rule which rule sent it
 * @param event what happened
 * @param severity how much it matters
 * @param tenant the key of the tenant, or {@code platform}
 * @param subject what it happened to, or empty
 * @param title a sentence
 * @param details what else
 * @param times how often it happened so far
 * @param firstAt when first
 * @param lastAt when last
 */
public record AlertMessage(
        UUID id,
        String rule,
        String event,
        AlertSeverity severity,
        String tenant,
        String subject,
        String title,
        Map<String, Object> details,
        long times,
        Instant firstAt,
        Instant lastAt) {
    /**
     * Copies the details.
     *
     * @param id which one
     * @param rule which rule
     * @param event what happened
     * @param severity how much it matters
     * @param tenant whose
     * @param subject what about
     * @param title a sentence
     * @param details what else
     * @param times how often
     * @param firstAt when first
     * @param lastAt when last
     */
    public AlertMessage {
        details = Map.copyOf(details);
    }

    /**
     * All of it in one line.
     *
     * @return for people
     */
    public String line() {
        return "[" + severity + "] " + tenant + ": " + title + (subject.isEmpty() ? "" : " (" + subject + ")")
                + (times > 1 ? ", " + times + " times" : "");
    }
}
