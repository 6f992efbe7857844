package io.tenancy.billing.flow;

import io.tenancy.billing.GatewayBench;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.flow.FakeFlow;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Flow on the bench. */
public final class FlowBench implements GatewayBench {
    private final FakeFlow flow = FakeFlow.start(SettableClock.at(START));

    @Override
    public FakeFlow provider() {
        return flow;
    }

    @Override
    public String kind() {
        return "flow";
    }

    @Override
    public Map<String, String> values() {
        return Map.of(
                "apiKey", flow.apiKey(),
                "secretKey", flow.secretKey(),
                "webhookUrl", "https://app.example.org/hooks/flow");
    }

    @Override
    public Set<String> secrets() {
        return Set.of("apiKey", "secretKey");
    }

    @Override
    public Optional<Map<String, String>> liveValues() {
        return Optional.empty();
    }

    @Override
    public Optional<String> webhookSecretName() {
        return Optional.empty();
    }

    @Override
    public String currency() {
        return "CLP";
    }

    @Override
    public Optional<String> currencyWithoutDecimals() {
        return Optional.of("CLP");
    }

    @Override
    public boolean forceUnknownStatus(String subscriptionId) {
        flow.forceStatus(subscriptionId, "9");
        return true;
    }
}
