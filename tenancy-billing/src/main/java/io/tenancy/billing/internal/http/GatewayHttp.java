package io.tenancy.billing.internal.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Sends requests to a gateway and says what came of them, in the five kinds of {@link GatewayAnswer}. Texts of the gateway go no further
 * than a code of letters, digits and underscores: a message may name people. Thread-safe.
 */
public final class GatewayHttp {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_]{0,60}");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient http;
    private final URI base;
    private final Duration timeout;
    private final String codeAt;
    private final BiFunction<Integer, JsonNode, Reason> reasons;

    /**
     * Speaks to one gateway.
     *
     * @param settings whose address, if it is not the gateway's own, and time-out
     * @param parts whose client
     * @param own the gateway's own address, without a final slash
     * @param codeAt the JSON pointer of the gateway's code of an error
     * @param reasons what a status from 400 to 499 and its body mean, such as {@link #reason}
     */
    public GatewayHttp(
            GatewaySettings settings,
            GatewayParts parts,
            URI own,
            String codeAt,
            BiFunction<Integer, JsonNode, Reason> reasons) {
        URI other = settings.baseUrl();
        this.http = parts.http();
        this.base = other == null ? own : other;
        this.timeout = settings.timeout();
        this.codeAt = codeAt;
        this.reasons = reasons;
    }

    /**
     * What a status usually means.
     *
     * @param status from 400 to 499
     * @param body not looked at
     * @return the reason
     */
    public static Reason reason(int status, JsonNode body) {
        return switch (status) {
            case 401, 403 -> Reason.CREDENTIALS;
            case 402 -> Reason.PAYMENT;
            case 404 -> Reason.NOT_FOUND;
            default -> Reason.REQUEST;
        };
    }

    /**
     * Sends it, once.
     *
     * @param call the request
     * @return the body of the answer; a missing node if it has none
     */
    public GatewayAnswer<JsonNode> send(GatewayCall call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + call.path())).timeout(timeout);
        call.headers().forEach(request::header);
        request.header("Accept", "application/json");
        if (!call.contentType().isEmpty()) {
            request.header("Content-Type", call.contentType());
        }
        request.method(
                call.method(),
                call.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(call.body(), StandardCharsets.UTF_8));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer(response.statusCode(), response.body(), call.changes());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new GatewayAnswer.Unavailable<>("no connection");
        } catch (IOException e) {
            return noAnswer(call.changes(), "no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return noAnswer(call.changes(), "interrupted");
        }
    }

    private GatewayAnswer<JsonNode> answer(int status, byte[] bytes, boolean changes) {
        JsonNode body;
        try {
            body = bytes.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(bytes);
        } catch (IOException e) {
            body = MissingNode.getInstance();
            if (status < 300) {
                return noAnswer(changes, "an answer that is no JSON");
            }
        }
        if (status >= 200 && status < 300) {
            return GatewayAnswer.done(body);
        } else if (status == 429) {
            return new GatewayAnswer.Unavailable<>("too many requests");
        } else if (status < 400 || status == 408 || status == 409 || status >= 500) {
            return noAnswer(changes, "status " + status);
        }
        String code = body.at(codeAt).asText();
        return new GatewayAnswer.Refused<>(
                reasons.apply(status, body), CODE.matcher(code).matches() ? code : "status_" + status);
    }

    private static GatewayAnswer<JsonNode> noAnswer(boolean changes, String why) {
        return changes ? new GatewayAnswer.Unknown<>(why) : new GatewayAnswer.Unavailable<>(why);
    }

    /**
     * Reads an answer; one that lacks what is always there is no answer.
     *
     * @param answer what came
     * @param changes whether the call changed something
     * @param reader reads it
     * @param <T> what it gives
     * @return the value, or what else came of the call
     */
    public static <T> GatewayAnswer<T> read(
            GatewayAnswer<JsonNode> answer, boolean changes, java.util.function.Function<JsonNode, T> reader) {
        return answer.then(body -> {
            try {
                return GatewayAnswer.done(reader.apply(body));
            } catch (RuntimeException e) {
                String why = "an answer that is not understood";
                return changes ? new GatewayAnswer.Unknown<T>(why) : new GatewayAnswer.Unavailable<T>(why);
            }
        });
    }

    /**
     * The answer of a step that is not the first: what the steps before made is there, so trying again is not harmless.
     *
     * @param answer what came
     * @param <T> what it gives
     * @return the same, unknown instead of unavailable
     */
    public static <T> GatewayAnswer<T> laterStep(GatewayAnswer<T> answer) {
        return answer instanceof GatewayAnswer.Unavailable<T> not ? new GatewayAnswer.Unknown<>(not.why()) : answer;
    }
}
