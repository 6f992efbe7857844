package io.tenancy.billing.nowpayments;

import io.tenancy.billing.GatewayBench;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.nowpayments.FakeNowPayments;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** NOWPayments on the bench. */
public final class NowPaymentsBench implements GatewayBench {
    private final FakeNowPayments fake = FakeNowPayments.start(SettableClock.at(START));

    @Override
    public FakeNowPayments provider() {
        return fake;
    }

    @Override
    public String kind() {
        return "nowpayments";
    }

    @Override
    public Map<String, String> values() {
        return Map.of("apiKey", fake.apiKey(), "ipnSecret", fake.ipnSecret());
    }

    @Override
    public Set<String> secrets() {
        return Set.of("apiKey", "ipnSecret");
    }

    @Override
    public Optional<Map<String, String>> liveValues() {
        return Optional.empty();
    }

    @Override
    public Optional<String> webhookSecretName() {
        return Optional.of("ipnSecret");
    }

    @Override
    public String currency() {
        return "USD";
    }

    @Override
    public Optional<String> currencyWithoutDecimals() {
        return Optional.empty();
    }

    @Override
    public boolean forceUnknownStatus(String subscriptionId) {
        return false;
    }
}
