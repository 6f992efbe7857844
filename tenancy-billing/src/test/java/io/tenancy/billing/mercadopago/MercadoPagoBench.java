package io.tenancy.billing.mercadopago;

import io.tenancy.billing.GatewayBench;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.mercadopago.FakeMercadoPago;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mercado Pago on the bench. */
public final class MercadoPagoBench implements GatewayBench {
    private final FakeMercadoPago fake = FakeMercadoPago.start(SettableClock.at(START));

    @Override
    public FakeMercadoPago provider() {
        return fake;
    }

    @Override
    public String kind() {
        return "mercadopago";
    }

    @Override
    public Map<String, String> values() {
        return Map.of("accessToken", fake.accessToken(), "webhookSecret", fake.webhookSecret());
    }

    @Override
    public Set<String> secrets() {
        return Set.of("accessToken", "webhookSecret");
    }

    @Override
    public Optional<Map<String, String>> liveValues() {
        return Optional.empty();
    }

    @Override
    public Optional<String> webhookSecretName() {
        return Optional.of("webhookSecret");
    }

    @Override
    public String currency() {
        return "BRL";
    }

    @Override
    public Optional<String> currencyWithoutDecimals() {
        return Optional.of("CLP");
    }

    @Override
    public boolean forceUnknownStatus(String subscriptionId) {
        fake.forceStatus(subscriptionId, "hibernating");
        return true;
    }

    @Override
    public boolean signsBody() {
        return false;
    }
}
