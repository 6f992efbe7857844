package io.tenancy.testing.support.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that a fake was sent. Immutable.
 *
 * @param method such as POST
 * @param path without query
 * @param query the raw query; empty for none
 * @param headers by name in lower case; the first value of each
 * @param body the text
 */
public record ProviderRequest(String method, String path, String query, Map<String, String> headers, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A header.
     *
     * @param name in lower case
     * @return its value, or null
     */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /**
     * The parameters: of the query for GET and DELETE, else of a form in the body, with {@code a[b][0]=c} as nested objects.
     *
     * @return an object whose values are texts and objects
     */
    public ObjectNode form() {
        return FormDecoder.decode(method.equals("GET") || body.isEmpty() ? query : body);
    }

    /**
     * The body as JSON.
     *
     * @return the tree; an empty object for an empty body
     * @throws IllegalArgumentException if it is none
     */
    public JsonNode json() {
        try {
            return body.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is no JSON", e);
        }
    }

    /**
     * A part of the path.
     *
     * @param index from 0
     * @return the part; empty if there are fewer
     */
    public String part(int index) {
        String[] parts = path.substring(1).split("/", -1);
        return index < parts.length
                ? Objects.requireNonNull(java.net.URLDecoder.decode(parts[index], StandardCharsets.UTF_8))
                : "";
    }
}
