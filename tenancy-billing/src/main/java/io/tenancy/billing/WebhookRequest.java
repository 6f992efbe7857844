package io.tenancy.billing;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as it came in, from whatever server. The body's bytes are those of the wire: signatures are about them. Do not change
 * the array. Thread-safe as long as nobody does.
 *
 * @param method such as POST
 * @param query the raw query string, without question mark, still encoded; empty for none
 * @param headers by name, in any case
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record WebhookRequest(String method, String query, Map<String, List<String>> headers, byte[] body) {
    /** A body that is larger is not read. */
    public static final int LARGEST_BODY = 512 * 1024;

    /**
     * Takes the components.
     *
     * @param method such as POST
     * @param query the raw query string
     * @param headers by name
     * @param body the bytes
     */
    public WebhookRequest {
        Map<String, List<String>> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> any.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(any);
    }

    /**
     * A header that may stand only once.
     *
     * @param name its name, in any case
     * @return its value; null if it is absent or stands more than once
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.size() != 1 ? null : values.get(0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Without what it carries. */
    @Override
    public String toString() {
        return "WebhookRequest[" + method + ", " + body.length + " bytes]";
    }
}
