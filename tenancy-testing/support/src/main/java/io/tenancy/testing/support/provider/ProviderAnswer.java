package io.tenancy.testing.support.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a fake answers. Immutable.
 *
 * @param status the HTTP status
 * @param body the text
 * @param headers beside the usual
 */
public record ProviderAnswer(int status, String body, Map<String, String> headers) {
    /**
     * All went well.
     *
     * @param body what it gives
     * @return status 200
     */
    public static ProviderAnswer ok(JsonNode body) {
        return new ProviderAnswer(200, body.toString(), Map.of());
    }

    /**
     * Something.
     *
     * @param status the HTTP status
     * @param body what it gives
     * @return the answer
     */
    public static ProviderAnswer of(int status, JsonNode body) {
        return new ProviderAnswer(status, body.toString(), Map.of());
    }
}
