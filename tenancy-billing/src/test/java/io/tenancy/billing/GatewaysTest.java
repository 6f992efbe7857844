package io.tenancy.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenancy.tenant.TenantId;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GatewaysTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static GatewaySettings of(String kind) {
        return GatewaySettings.of(kind, GatewayMode.SANDBOX, null, Map.of());
    }

    @Test
    void onlyThoseThatTakeItFit() {
        PaymentGateway stripe = Gateways.builder(GatewayParts.of(CLOCK))
                .add(GatewaySettings.of(
                        "stripe",
                        GatewayMode.SANDBOX,
                        null,
                        Map.of("secretKey", "sk_test_1", "webhookSecret", "whsec_1")))
                .build()
                .require("stripe");
        Gateways gateways = Gateways.builder(GatewayParts.of(CLOCK))
                .add("stripe", stripe)
                .add(of("manual"))
                .build();

        assertThat(gateways.fitting(Currency.getInstance("CLP"), "CL")).containsExactly("stripe");
        assertThat(gateways.names()).containsExactly("stripe", "manual");
    }

    @Test
    void aKindThatNobodyMakesIsSaidWithThoseThatThereAre() {
        assertThatExceptionOfType(GatewayNotFoundException.class)
                .isThrownBy(() -> Gateways.builder(GatewayParts.of(CLOCK)).add(of("stripes")))
                .withMessageContaining("flow, manual, mercadopago, nowpayments, paypal, stripe");
    }

    @Test
    void twoOfOneNameAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Gateways.builder(GatewayParts.of(CLOCK))
                        .add(of("manual"))
                        .add(of("manual")));
    }

    @Test
    void aClientThatFollowsRedirectsIsRefused() {
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatIllegalArgumentException().isThrownBy(() -> new GatewayParts(CLOCK, follows));
    }

    @Test
    void moneyHasItsCurrencysDecimals() {
        assertThat(Money.of(49_000, "CLP").toString()).isEqualTo("49000 CLP");
        assertThat(Money.of(2_900, "USD").toDecimal()).isEqualTo(new BigDecimal("29.00"));
        assertThat(Money.ofDecimal(new BigDecimal("29.5"), Currency.getInstance("USD")))
                .isEqualTo(Money.of(2_950, "USD"));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.ofDecimal(new BigDecimal("0.5"), Currency.getInstance("JPY")));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(1, "XAU"));
    }

    @Test
    void anOperationsKeyCanBeReadBack() {
        OperationKey key = new OperationKey(TenantId.of(new UUID(1, 2)), "checkout", new UUID(3, 4));

        assertThat(OperationKey.parse(key.text())).hasValue(key);
        assertThat(key.text().length()).isLessThan(120);
        for (String other : new String[] {"", "::", "a:b:c", key.text() + ":x", "order-4711"}) {
            assertThat(OperationKey.parse(other)).as(other).isEmpty();
        }
    }
}
