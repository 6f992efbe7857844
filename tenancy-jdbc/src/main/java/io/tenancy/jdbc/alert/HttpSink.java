package io.tenancy.jdbc.alert;

import io.tenancy.jdbc.internal.audit.CanonicalJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Delivers by HTTP POST of JSON. Follows no redirects: the address is the operator's, and so is what stands behind it. Thread-safe. */
final class HttpSink implements AlertSink {
    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(8);
    private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final SinkSettings settings;
    private final URI url;

    HttpSink(SinkSettings settings) {
        this.settings = settings;
        this.url = settings.type() == SinkSettings.Type.PAGERDUTY && settings.url() == null
                ? PAGERDUTY
                : Objects.requireNonNull(settings.url(), "url");
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public void deliver(AlertMessage message) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TO_ANSWER)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", message.id().toString())
                .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.write(body(message))))
                .build();
        try {
            int status =
                    CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status < 200 || status > 299) {
                throw new IOException("answered " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Map<String, @Nullable Object> body(AlertMessage message) {
        return switch (settings.type()) {
            case SLACK -> Map.of("text", escaped(message.line()));
            case PAGERDUTY -> pagerDuty(message);
            case WEBHOOK -> webhook(message);
        };
    }

    /** What Slack asks to be escaped, so that nobody is mentioned and nothing becomes a link. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Map<String, @Nullable Object> pagerDuty(AlertMessage message) {
        Map<String, @Nullable Object> payload = new TreeMap<>();
        payload.put("summary", message.line());
        payload.put("source", message.tenant());
        payload.put("severity", message.severity().name().toLowerCase(Locale.ROOT));
        payload.put("timestamp", message.firstAt().toString());
        payload.put("class", message.event());
        payload.put("custom_details", message.details());
        Map<String, @Nullable Object> body = new TreeMap<>();
        body.put("routing_key", settings.routingKey());
        body.put("event_action", "trigger");
        body.put("dedup_key", message.id().toString());
        body.put("payload", payload);
        return body;
    }

    private static Map<String, @Nullable Object> webhook(AlertMessage message) {
        Map<String, @Nullable Object> body = new TreeMap<>();
        body.put("id", message.id().toString());
        body.put("rule", message.rule());
        body.put("event", message.event());
        body.put("severity", message.severity().name());
        body.put("tenant", message.tenant());
        body.put("subject", message.subject());
        body.put("title", message.title());
        body.put("details", message.details());
        body.put("times", message.times());
        body.put("firstAt", message.firstAt().toString());
        body.put("lastAt", message.lastAt().toString());
        return body;
    }
}
