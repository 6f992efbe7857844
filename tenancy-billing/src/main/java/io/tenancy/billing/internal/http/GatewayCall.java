package io.tenancy.billing.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One request to a gateway. Its headers may be secrets, so {@link #toString()} shows the method only. Immutable.
 *
 * @param method such as POST
 * @param path from the base URL on, with the query
 * @param headers by name
 * @param contentType of the body; empty for none
 * @param body the text; empty for none
 * @param changes whether it changes something: then, without an answer, nobody knows
 */
public record GatewayCall(
        String method, String path, Map<String, String> headers, String contentType, String body, boolean changes) {
    /**
     * A question.
     *
     * @param path from the base URL on
     * @return the call
     */
    public static GatewayCall get(String path) {
        return new GatewayCall("GET", path, Map.of(), "", "", false);
    }

    /**
     * A change, told in JSON.
     *
     * @param method POST, PUT or PATCH
     * @param path from the base URL on
     * @param body what is told
     * @return the call
     */
    public static GatewayCall json(String method, String path, JsonNode body) {
        return new GatewayCall(method, path, Map.of(), "application/json", body.toString(), true);
    }

    /**
     * A change, told as a form.
     *
     * @param path from the base URL on
     * @param values the form
     * @return the call
     */
    public static GatewayCall form(String path, Map<String, String> values) {
        return new GatewayCall("POST", path, Map.of(), "application/x-www-form-urlencoded", encode(values), true);
    }

    /**
     * A form or a query.
     *
     * @param values by name
     * @return encoded, in the order of the map
     */
    public static String encode(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> part(entry.getKey()) + "=" + part(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * A part of a path or a query.
     *
     * @param text any
     * @return encoded, so that it stays one part
     */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * With one header more.
     *
     * @param name its name
     * @param value its value
     * @return a new call
     */
    public GatewayCall header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new GatewayCall(method, path, Map.copyOf(more), contentType, body, changes);
    }

    /**
     * The same, although sent as a change, changes nothing.
     *
     * @return a new call
     */
    public GatewayCall harmless() {
        return new GatewayCall(method, path, headers, contentType, body, false);
    }

    @Override
    public String toString() {
        return "GatewayCall[" + method + "]";
    }
}
