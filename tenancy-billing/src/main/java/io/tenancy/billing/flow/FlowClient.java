package io.tenancy.billing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.internal.KeyedHash;
import io.tenancy.billing.internal.http.GatewayCall;
import io.tenancy.billing.internal.http.GatewayHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signed requests to Flow: {@code s} is the HMAC-SHA256, in hex, of all names and values, not encoded, in the order of the names.
 * Thread-safe.
 */
final class FlowClient {
    private final GatewayHttp http;
    private final String apiKey;
    private final String secretKey;

    FlowClient(GatewaySettings settings, GatewayParts parts) {
        String host = settings.mode() == GatewayMode.LIVE ? "www" : "sandbox";
        http = new GatewayHttp(
                settings, parts, URI.create("https://" + host + ".flow.cl/api"), "/code", FlowClient::reason);
        apiKey = settings.require("apiKey");
        secretKey = settings.require("secretKey");
    }

    static String sign(SortedMap<String, String> values, String secretKey) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(name).append(value));
        return KeyedHash.hex("HmacSHA256", secretKey, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Flow answers 400 and 401 for everything; its text tells which. */
    private static Reason reason(int status, JsonNode body) {
        String message = body.path("message").asText().toLowerCase(Locale.ROOT);
        if (message.contains("not found") || message.contains("no services available")) {
            return Reason.NOT_FOUND;
        } else if (message.contains("already exists") || message.contains("previously")) {
            return Reason.CONFLICT;
        }
        return GatewayHttp.reason(status, body);
    }

    GatewayAnswer<JsonNode> get(String path, Map<String, String> values) {
        return http.send(GatewayCall.get(path + "?" + GatewayCall.encode(signed(values))));
    }

    GatewayAnswer<JsonNode> post(String path, Map<String, String> values) {
        return http.send(GatewayCall.form(path, signed(values)));
    }

    private Map<String, String> signed(Map<String, String> values) {
        SortedMap<String, String> all = new TreeMap<>(values);
        all.put("apiKey", apiKey);
        all.put("s", sign(new TreeMap<>(all), secretKey));
        return all;
    }
}
