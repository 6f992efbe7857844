package io.tenancy.billing.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.billing.GatewayMode;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.internal.http.GatewayCall;
import io.tenancy.billing.internal.http.GatewayHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests to PayPal with a token, which is kept until a minute before its end and asked for anew if it is refused earlier. Thread-safe.
 */
final class PayPalClient {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final GatewayHttp http;
    private final Clock clock;
    private final String basic;
    private volatile @Nullable Token token;

    private record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    PayPalClient(GatewaySettings settings, GatewayParts parts) {
        String host = settings.mode() == GatewayMode.LIVE ? "api-m.paypal.com" : "api-m.sandbox.paypal.com";
        http = new GatewayHttp(settings, parts, URI.create("https://" + host), "/name", GatewayHttp::reason);
        clock = parts.clock();
        String both = settings.require("clientId") + ":" + settings.require("clientSecret");
        basic = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    GatewayAnswer<JsonNode> get(String path) {
        return send(GatewayCall.get(path));
    }

    GatewayAnswer<JsonNode> post(String path, ObjectNode body, String requestId) {
        return send(GatewayCall.json("POST", path, body).header("PayPal-Request-Id", requestId));
    }

    private GatewayAnswer<JsonNode> send(GatewayCall call) {
        Token kept = token;
        if (kept == null || !clock.instant().isBefore(kept.until())) {
            return with(login(), call);
        }
        GatewayAnswer<JsonNode> answer = with(GatewayAnswer.done(kept.value()), call);
        boolean refused = answer instanceof GatewayAnswer.Refused<JsonNode> no && no.reason() == Reason.CREDENTIALS;
        // Who is not let in has done nothing, so asking again is harmless.
        return refused ? with(login(), call) : answer;
    }

    private GatewayAnswer<JsonNode> with(GatewayAnswer<String> bearer, GatewayCall call) {
        return bearer.then(value -> http.send(call.header("Authorization", "Bearer " + value)));
    }

    /** Asks for a token, whatever is kept. */
    GatewayAnswer<String> login() {
        GatewayCall call = GatewayCall.form("/v1/oauth2/token", Map.of("grant_type", "client_credentials"))
                .header("Authorization", basic)
                .harmless();
        GatewayAnswer<Token> fresh = GatewayHttp.read(
                http.send(call),
                false,
                body -> new Token(
                        body.required("access_token").asText(),
                        clock.instant()
                                .plusSeconds(body.required("expires_in").asLong())
                                .minus(MARGIN)));
        return fresh.map(made -> {
            token = made;
            return made.value();
        });
    }
}
