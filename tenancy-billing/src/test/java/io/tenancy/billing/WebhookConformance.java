package io.tenancy.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tenancy.testing.support.provider.EmittedWebhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every gateway must do with what is sent to its webhook; the part of {@link GatewayConformance} about that. */
abstract class WebhookConformance {
    static final int MUTATIONS = 10_000;

    protected GatewayBench bench;
    protected PaymentGateway gateway;

    /** A new gateway, with a new fake behind it. */
    protected abstract GatewayBench bench();

    @BeforeEach
    void open() {
        bench = bench();
        gateway = bench.open(bench.settings());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    protected final boolean lacks(Capability capability) {
        return !gateway.profile().can(capability);
    }

    protected final PlanPrice price(long minor) {
        return new PlanPrice("starter", 1, BillingInterval.MONTHLY, Money.of(minor, bench.currency()));
    }

    protected final String published(PlanPrice price) {
        return lacks(Capability.PRICES)
                ? price.reference()
                : gateway.publishPrice(price, GatewayConformance.key("price")).require();
    }

    protected final String customer() {
        return gateway.createCustomer(new CustomerOrder("Acme", "pay@acme.example"), GatewayConformance.key("customer"))
                .require();
    }

    protected final CheckoutOrder checkoutOrder(int trialDays) {
        return checkoutOrder(price(1000), trialDays);
    }

    private CheckoutOrder checkoutOrder(PlanPrice price, int trialDays) {
        return new CheckoutOrder(
                price,
                published(price),
                1,
                trialDays,
                lacks(Capability.CUSTOMERS) ? null : customer(),
                "pay@acme.example",
                bench.page("done"),
                bench.page("cancel"),
                bench.page("hook"));
    }

    protected final SubscribeOrder subscribeOrder(PlanPrice price, int trialDays) {
        return new SubscribeOrder(price, published(price), 1, trialDays, customer());
    }

    /** A subscription that has begun, whichever way this gateway takes. */
    protected final String begin(PlanPrice price, int trialDays) {
        if (gateway.profile().can(Capability.SUBSCRIBE)) {
            return gateway.subscribe(subscribeOrder(price, trialDays), GatewayConformance.key("subscribe"))
                    .require()
                    .id();
        }
        CheckoutPage page = gateway.checkout(checkoutOrder(price, trialDays), GatewayConformance.key("checkout"))
                .require();
        return bench.provider().completeCheckout(page.id());
    }

    /** What the fake sends when somebody has paid. */
    private List<EmittedWebhook> emitted() {
        assumeThat(lacks(Capability.CHECKOUT)).isFalse();
        CheckoutPage page = gateway.checkout(checkoutOrder(0), GatewayConformance.key("checkout"))
                .require();
        String unused = bench.provider().completeCheckout(page.id());
        List<EmittedWebhook> webhooks = bench.provider().takeWebhooks();
        assertThat(webhooks).isNotEmpty();
        return webhooks;
    }

    private EmittedWebhook one() {
        return emitted().get(0);
    }

    static WebhookRequest request(EmittedWebhook webhook) {
        return request(webhook, webhook.query(), webhook.headers(), webhook.body());
    }

    private static WebhookRequest request(
            EmittedWebhook webhook, String query, Map<String, String> headers, byte[] body) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new WebhookRequest(webhook.method(), query, lists, body);
    }

    private boolean accepts(WebhookRequest request) {
        return gateway.verify(request) instanceof WebhookVerdict.Accepted;
    }

    @Test
    void believesWhatTheGatewaySends() {
        for (EmittedWebhook webhook : emitted()) {
            WebhookVerdict verdict = gateway.verify(request(webhook));
            assertThat(verdict).as(webhook.toString()).isInstanceOf(WebhookVerdict.Accepted.class);
        }
    }

    @Test
    void saysWhatToAskFor() {
        boolean askable = emitted().stream()
                .map(webhook -> gateway.verify(request(webhook)))
                .map(WebhookVerdict.Accepted.class::cast)
                .flatMap(accepted -> accepted.events().stream())
                .anyMatch(event -> event.about().kind() != ObjectRef.Kind.OTHER);

        assertThat(askable).isTrue();
    }

    @Test
    void theSameEventHasTheSameId() {
        EmittedWebhook webhook = one();

        assertThat(gateway.verify(request(webhook))).isEqualTo(gateway.verify(request(webhook)));
    }

    @Test
    void doesNotBelieveAnotherSecret() {
        assumeThat(lacks(Capability.SIGNED_WEBHOOK)).isFalse();
        EmittedWebhook forged = bench.provider().resign(one(), bench.clock().instant(), "whsec_ofSomebodyElse");

        assertThat(accepts(request(forged))).isFalse();
    }

    @Test
    void doesNotBelieveWhatIsTooOldOrOfTheFuture() {
        assumeThat(bench.webhookSecretName()).isPresent();
        EmittedWebhook webhook = one();
        String secret = bench.values().get(bench.webhookSecretName().get());
        Instant now = bench.clock().instant();
        assumeThat(signsTime(webhook, secret)).isTrue();

        for (int seconds : new int[] {-300, 0, 300}) {
            assertThat(accepts(request(bench.provider().resign(webhook, now.plusSeconds(seconds), secret))))
                    .as("%d s", seconds)
                    .isTrue();
        }
        for (int seconds : new int[] {-100_000, -301, 301, 100_000}) {
            assertThat(accepts(request(bench.provider().resign(webhook, now.plusSeconds(seconds), secret))))
                    .as("%d s", seconds)
                    .isFalse();
        }
    }

    private boolean signsTime(EmittedWebhook webhook, String secret) {
        Instant now = bench.clock().instant();
        return !bench.provider()
                .resign(webhook, now, secret)
                .headers()
                .equals(bench.provider()
                        .resign(webhook, now.plusSeconds(1), secret)
                        .headers());
    }

    @Test
    void believesTheSecretBeforeWhileItIsChanged() {
        assumeThat(bench.webhookSecretName()).isPresent();
        EmittedWebhook webhook = one();
        String name = bench.webhookSecretName().get();
        Map<String, String> changed = new HashMap<>(bench.values());
        changed.put("previous" + Character.toUpperCase(name.charAt(0)) + name.substring(1), changed.get(name));
        changed.put(name, "whsec_theNewOne0000000000000000");
        PaymentGateway rotated = bench.open(GatewaySettings.of(
                bench.kind(), GatewayMode.SANDBOX, bench.provider().baseUrl(), changed));

        assertThat(rotated.verify(request(webhook))).isInstanceOf(WebhookVerdict.Accepted.class);
        EmittedWebhook byNew =
                bench.provider().resign(webhook, bench.clock().instant(), "whsec_theNewOne0000000000000000");
        assertThat(rotated.verify(request(byNew))).isInstanceOf(WebhookVerdict.Accepted.class);
    }

    @Test
    void doesNotBelieveAnotherMethod() {
        EmittedWebhook webhook = one();
        Map<String, List<String>> headers = new HashMap<>();
        webhook.headers().forEach((header, value) -> headers.put(header, List.of(value)));

        assertThat(accepts(new WebhookRequest("PUT", webhook.query(), headers, webhook.body())))
                .isFalse();
    }

    @Test
    void doesNotBelieveWhatHasNoSignature() {
        assumeThat(lacks(Capability.SIGNED_WEBHOOK)).isFalse();
        EmittedWebhook webhook = one();

        assertThat(accepts(request(webhook, webhook.query(), Map.of(), webhook.body())))
                .isFalse();
    }

    @Test
    void garbageIsRejectedAndNeverThrown() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] body = new byte[random.nextInt(200)];
            random.nextBytes(body);
            WebhookRequest request = new WebhookRequest(
                    "POST",
                    new String(body, StandardCharsets.ISO_8859_1),
                    Map.of("X-Signature", List.of(new String(body, StandardCharsets.ISO_8859_1))),
                    body);
            if (!lacks(Capability.SIGNED_WEBHOOK)) {
                assertThat(accepts(request)).isFalse();
            } else {
                assertThat(gateway.verify(request)).isNotNull();
            }
        }
    }

    @Test
    void tenThousandMutationsAreRefused() {
        assumeThat(lacks(Capability.SIGNED_WEBHOOK)).isFalse();
        EmittedWebhook webhook = one();
        Random random = new Random(42);
        List<String> signed = webhook.headers().keySet().stream()
                .filter(name -> !name.equalsIgnoreCase("Content-Type"))
                .sorted()
                .toList();
        assertThat(accepts(request(webhook))).isTrue();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] body = webhook.body().clone();
            Map<String, String> headers = new HashMap<>(webhook.headers());
            String query = webhook.query();
            String where;
            if (i % 2 == 0 && !bench.signsBody()) {
                // Of data.id=<value>&..., the value.
                int end = query.indexOf('&');
                int from = query.indexOf('=') + 1;
                byte[] value = query.getBytes(StandardCharsets.ISO_8859_1);
                int bit = from * 8 + random.nextInt((end - from) * 8);
                value[bit / 8] ^= (byte) (1 << bit % 8);
                query = new String(value, StandardCharsets.ISO_8859_1);
                where = "bit " + bit + " of the query";
            } else if (i % 2 == 0) {
                int bit = random.nextInt(body.length * 8);
                body[bit / 8] ^= (byte) (1 << bit % 8);
                where = "bit " + bit + " of the body";
            } else {
                String name = signed.get(random.nextInt(signed.size()));
                byte[] value = headers.get(name).getBytes(StandardCharsets.ISO_8859_1);
                int bit = random.nextInt(value.length * 8);
                value[bit / 8] ^= (byte) (1 << bit % 8);
                headers.put(name, new String(value, StandardCharsets.ISO_8859_1));
                where = "bit " + bit + " of " + name;
            }
            assertThat(accepts(request(webhook, query, headers, body)))
                    .as(where)
                    .isFalse();
        }
    }

    @Test
    void takesItsTimeFromTheClockOnly() {
        assumeThat(bench.webhookSecretName()).isPresent();
        EmittedWebhook webhook = one();
        assumeThat(signsTime(
                        webhook, bench.values().get(bench.webhookSecretName().get())))
                .isTrue();
        bench.clock().advance(Duration.ofDays(1));

        assertThat(accepts(request(webhook))).isFalse();
    }
}
