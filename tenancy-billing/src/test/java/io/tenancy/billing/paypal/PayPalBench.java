package io.tenancy.billing.paypal;

import io.tenancy.billing.GatewayBench;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.paypal.FakePayPal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PayPal on the bench. */
public final class PayPalBench implements GatewayBench {
    private final FakePayPal fake = FakePayPal.start(SettableClock.at(START));

    @Override
    public FakePayPal provider() {
        return fake;
    }

    @Override
    public String kind() {
        return "paypal";
    }

    @Override
    public Map<String, String> values() {
        return Map.of(
                "clientId",
                fake.clientId(),
                "clientSecret",
                fake.clientSecret(),
                "webhookId",
                fake.webhookId(),
                "trustedCertificate",
                fake.trustedCertificate());
    }

    @Override
    public Set<String> secrets() {
        return Set.of("clientSecret");
    }

    @Override
    public Optional<Map<String, String>> liveValues() {
        return Optional.empty();
    }

    @Override
    public Optional<String> webhookSecretName() {
        return Optional.of("webhookId");
    }

    @Override
    public String currency() {
        return "USD";
    }

    @Override
    public Optional<String> currencyWithoutDecimals() {
        return Optional.of("JPY");
    }

    @Override
    public boolean forceUnknownStatus(String subscriptionId) {
        fake.forceStatus(subscriptionId, "hibernating");
        return true;
    }
}
