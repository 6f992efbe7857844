package io.tenancy.billing;

import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.FakeProvider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** One gateway on the bench of {@link GatewayConformance}: how it is set up, and the fake behind it. */
public interface GatewayBench extends AutoCloseable {
    /** When the virtual year begins. */
    java.time.Instant START = java.time.Instant.parse("2026-03-01T10:00:00Z");

    /** The fake that answers it. */
    FakeProvider provider();

    /** Makes the gateway; the kind is found on the class path. */
    String kind();

    /** Keys that the fake lets in, all that are needed, for the sandbox. */
    Map<String, String> values();

    /** Which of the values is a secret that must never be shown. */
    java.util.Set<String> secrets();

    /** Values of the other mode, to be refused; empty if this gateway's keys do not tell. */
    Optional<Map<String, String>> liveValues();

    /** The name of the value that a webhook is signed with; empty if it does not sign. */
    Optional<String> webhookSecretName();

    /** The currency it is tried with. */
    String currency();

    /** A currency without decimals that it takes; empty if none. */
    Optional<String> currencyWithoutDecimals();

    /** Makes the provider call the status of a subscription something that nobody knows; false if that cannot be. */
    boolean forceUnknownStatus(String subscriptionId);

    /** Whether the body of a webhook is signed; otherwise its query is, and the body is not read. */
    default boolean signsBody() {
        return true;
    }

    /** Whether it asks anybody at all. */
    default boolean hasProvider() {
        return true;
    }

    default SettableClock clock() {
        return provider().clock();
    }

    default GatewaySettings settings() {
        return GatewaySettings.of(kind(), GatewayMode.SANDBOX, provider().baseUrl(), values());
    }

    default PaymentGateway open(GatewaySettings settings) {
        return Gateways.builder(GatewayParts.of(clock())).add(settings).build().require(settings.name());
    }

    default URI page(String name) {
        return URI.create("https://app.example.org/" + name);
    }

    @Override
    default void close() {
        provider().close();
    }
}
