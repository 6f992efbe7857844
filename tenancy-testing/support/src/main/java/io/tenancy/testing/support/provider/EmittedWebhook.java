package io.tenancy.testing.support.provider;

import java.util.Map;
import java.util.Objects;

/**
 * A webhook as a provider would send it: give it to your endpoint, more than once and in any order. Immutable; do not change the bytes.
 *
 * @param id the provider's id of the event
 * @param type the provider's word for it
 * @param method such as POST
 * @param query the raw query; empty for none
 * @param headers by name
 * @param body the bytes that the signature is about
 */
@SuppressWarnings("ArrayRecordComponent")
public record EmittedWebhook(
        String id, String type, String method, String query, Map<String, String> headers, byte[] body) {
    /**
     * Takes the components.
     *
     * @param id the id
     * @param type the type
     * @param method the method
     * @param query the query
     * @param headers by name
     * @param body the bytes
     */
    public EmittedWebhook {
        Objects.requireNonNull(id, "id");
        headers = Map.copyOf(headers);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Id and type. */
    @Override
    public String toString() {
        return type + " " + id;
    }
}
