package io.tenancy.billing.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The three headers of a signed message (Standard Webhooks 1.0): {@code webhook-id}, {@code webhook-timestamp} in unix seconds of the
 * attempt, and {@code webhook-signature}, one entry for each key that is good. Signed is {@code id.timestamp.body}, the body as it is
 * sent, byte for byte. Stateless.
 *
 * <pre>{@code
 * Map<String, String> headers = MessageSignature.headers("msg_1", clock.instant(), body, Set.of(key));
 * boolean genuine = MessageSignature.isGenuine(headers, body, key.forReceiver(), clock.instant());
 * }</pre>
 */
public final class MessageSignature {
    /** The header that names the message: the same at every attempt. */
    public static final String ID = "webhook-id";

    /** The header that says when this attempt was signed. */
    public static final String TIMESTAMP = "webhook-timestamp";

    /** The header with the signatures, separated by spaces. */
    public static final String SIGNATURE = "webhook-signature";

    /** How far the receiver's clock may be off, both ways. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private MessageSignature() {}

    /**
     * Signs an attempt.
     *
     * @param id the message, without a dot
     * @param at when it is sent
     * @param body what is sent
     * @param keys those that are good: during a rotation the new one and the one before it
     * @return the headers, in order
     * @throws IllegalArgumentException if there is no key, or the id is blank or has a dot
     */
    public static Map<String, String> headers(String id, Instant at, byte[] body, Collection<SigningKey> keys) {
        if (keys.isEmpty() || id.isBlank() || id.contains(".")) {
            throw new IllegalArgumentException("An id without a dot and at least one key, not '" + id + "'");
        }
        byte[] content = SigningKey.content(id, at.getEpochSecond(), body);
        String signatures = keys.stream()
                .map(key -> key.scheme().label() + "," + Base64.getEncoder().encodeToString(key.sign(content)))
                .collect(Collectors.joining(" "));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, Long.toString(at.getEpochSecond()));
        headers.put(SIGNATURE, signatures);
        return headers;
    }

    /**
     * Checks an attempt, as a receiver does.
     *
     * @param headers with names in lower case
     * @param body what came, byte for byte
     * @param receiverKey {@link SigningKey#forReceiver()}
     * @param now the receiver's time
     * @return whether a signature of the key's scheme fits and the time is within {@link #TOLERANCE}
     */
    public static boolean isGenuine(Map<String, String> headers, byte[] body, String receiverKey, Instant now) {
        String id = headers.getOrDefault(ID, "");
        String timestamp = headers.getOrDefault(TIMESTAMP, "");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        long at = Long.parseLong(timestamp);
        if (Math.abs(now.getEpochSecond() - at) > TOLERANCE.toSeconds()) {
            return false;
        }
        String label = receiverKey.startsWith("whpk_") ? "v1a," : "v1,";
        byte[] content = SigningKey.content(id, at, body);
        return Pattern.compile(" ")
                .splitAsStream(headers.getOrDefault(SIGNATURE, ""))
                .filter(entry -> entry.startsWith(label))
                .anyMatch(entry -> fits(entry.substring(label.length()), content, receiverKey));
    }

    private static boolean fits(String entry, byte[] content, String receiverKey) {
        try {
            return SigningKey.verifies(receiverKey, content, Base64.getDecoder().decode(entry));
        } catch (IllegalArgumentException e) {
            return false; // not base64: no signature
        }
    }
}
