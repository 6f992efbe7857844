package io.tenancy.billing.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Stripe's library over the HTTP client that all gateways share. Thread-safe. */
final class StripeTransport extends com.stripe.net.HttpClient {
    private final HttpClient http;
    private final Duration timeout;

    StripeTransport(HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    @Override
    public StripeResponse request(StripeRequest asked) throws ApiConnectionException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(asked.url().toString())).timeout(timeout);
        asked.headers().map().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        request.header("User-Agent", buildUserAgentString(asked));
        if (asked.content() == null) {
            request.method(asked.method().name(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", asked.content().contentType());
            request.method(
                    asked.method().name(),
                    HttpRequest.BodyPublishers.ofByteArray(asked.content().byteArrayContent()));
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new StripeResponse(
                    answer.statusCode(), HttpHeaders.of(answer.headers().map()), answer.body());
        } catch (ConnectException | java.net.http.HttpConnectTimeoutException e) {
            throw new ApiConnectionException(StripeErrors.NOT_CONNECTED, e);
        } catch (IOException e) {
            throw new ApiConnectionException(e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiConnectionException("interrupted", e);
        }
    }
}
