package io.tenancy.billing.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Issue 5, line 1: no test reaches the network. */
class NetworkGuardTest {
    /** Reserved for documentation: nobody is there. */
    private static final String OUTSIDE = "192.0.2.1";

    @Test
    void theHttpClientDoesNotGetOut() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.stripe.com/v1/balance"))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()))
                .hasStackTraceContaining("a test wants to reach https://api.stripe.com");
    }

    @Test
    void urlsDoNotGetOut() {
        assertThatThrownBy(() -> new java.net.URL("http://" + OUTSIDE + "/").openStream())
                .hasStackTraceContaining("a test wants to reach http://" + OUTSIDE);
    }

    @Test
    void socketsDoNotGetOut() {
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(OUTSIDE, 443), 500);
                    }
                })
                .hasStackTraceContaining("a test wants to reach socket://" + OUTSIDE);
    }
}
