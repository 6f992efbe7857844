package io.tenancy.billing;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * What all gateways of an application share. Immutable.
 *
 * @param clock says what time it is
 * @param http makes the connections; it should follow no redirects
 */
public record GatewayParts(Clock clock, HttpClient http) {
    /**
     * Checks the components.
     *
     * @param clock the clock
     * @param http makes connections
     * @throws IllegalArgumentException if it follows redirects: a gateway's answer must not lead elsewhere
     */
    public GatewayParts {
        Objects.requireNonNull(clock, "clock");
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HTTP client of gateways follows no redirects");
        }
    }

    /**
     * With an HTTP client as gateways want it: 5 seconds to connect, no redirects, HTTP/1.1.
     *
     * @param clock the clock
     * @return the parts
     */
    public static GatewayParts of(Clock clock) {
        return new GatewayParts(
                clock,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build());
    }
}
