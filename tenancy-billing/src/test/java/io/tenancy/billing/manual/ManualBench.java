package io.tenancy.billing.manual;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tenancy.billing.GatewayBench;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.FakeProvider;
import io.tenancy.testing.support.provider.ProviderAnswer;
import io.tenancy.testing.support.provider.ProviderRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** No gateway on the bench: whoever asks its provider has lost. */
public class ManualBench implements GatewayBench {
    private final FakeProvider nobody = new Nobody(SettableClock.at(START));

    @Override
    public FakeProvider provider() {
        return nobody;
    }

    @Override
    public String kind() {
        return "manual";
    }

    @Override
    public Map<String, String> values() {
        return Map.of();
    }

    @Override
    public Set<String> secrets() {
        return Set.of();
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
        return "EUR";
    }

    @Override
    public Optional<String> currencyWithoutDecimals() {
        return Optional.of("CLP");
    }

    @Override
    public boolean forceUnknownStatus(String subscriptionId) {
        return false;
    }

    @Override
    public boolean hasProvider() {
        return false;
    }

    private static final class Nobody extends FakeProvider {
        Nobody(SettableClock clock) {
            super(clock);
        }

        @Override
        protected Optional<Instant> nextDue(Instant end) {
            return Optional.empty();
        }

        @Override
        protected void happen() {
            throw new AssertionError("nothing is due");
        }

        @Override
        protected ProviderAnswer handle(ProviderRequest request) {
            throw new AssertionError("nobody is asked");
        }

        @Override
        protected ProviderAnswer refusal(int status, String type, String code, String message) {
            return ProviderAnswer.of(status, JsonNodeFactory.instance.objectNode());
        }

        @Override
        public String completeCheckout(String checkoutId) {
            throw new AssertionError("nobody pays");
        }

        @Override
        public void acceptPayments(boolean good) {}

        @Override
        public int count(String kind) {
            return 0;
        }

        @Override
        public String latestPayment(String subscriptionId) {
            throw new AssertionError("nobody pays");
        }

        @Override
        public EmittedWebhook resign(EmittedWebhook webhook, Instant at, String secret) {
            return webhook;
        }
    }
}
