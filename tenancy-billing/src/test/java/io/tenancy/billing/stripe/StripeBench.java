package io.tenancy.billing.stripe;

import io.tenancy.billing.GatewayBench;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.stripe.FakeStripe;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Stripe on the bench. */
public final class StripeBench implements GatewayBench {
    private final FakeStripe stripe = FakeStripe.start(SettableClock.at(START));

    @Override
    public FakeStripe provider() {
        return stripe;
    }

    @Override
    public String kind() {
        return "stripe";
    }

    @Override
    public Map<String, String> values() {
        return Map.of("secretKey", stripe.apiKey(), "webhookSecret", stripe.webhookSecret());
    }

    @Override
    public Set<String> secrets() {
        return Set.of("secretKey", "webhookSecret");
    }

    @Override
    public Optional<Map<String, String>> liveValues() {
        return Optional.of(Map.of("secretKey", "sk_live_notOfTheFake", "webhookSecret", stripe.webhookSecret()));
    }

    @Override
    public Optional<String> webhookSecretName() {
        return Optional.of("webhookSecret");
    }

    @Override
    public String currency() {
        return "USD";
    }

    @Override
    public Optional<String> currencyWithoutDecimals() {
        return Optional.of("CLP");
    }

    @Override
    public boolean forceUnknownStatus(String subscriptionId) {
        stripe.forceStatus(subscriptionId, "hibernating");
        return true;
    }
}
