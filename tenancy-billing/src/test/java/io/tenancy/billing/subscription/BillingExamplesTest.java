package io.tenancy.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.billing.AccessState;
import io.tenancy.billing.BillingInterval;
import io.tenancy.billing.CheckoutPage;
import io.tenancy.billing.GatewayParts;
import io.tenancy.billing.GatewaySettings;
import io.tenancy.billing.Gateways;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.webhook.EventWorker;
import io.tenancy.billing.webhook.WebhookReceiver;
import io.tenancy.entitlement.EndPolicy;
import io.tenancy.tenant.TenantId;
import io.tenancy.testing.support.SettableClock;
import io.tenancy.testing.support.provider.EmittedWebhook;
import io.tenancy.testing.support.provider.Fault;
import io.tenancy.testing.support.provider.stripe.FakeStripe;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/billing.md. */
class BillingExamplesTest {
    private BillingWorld world;

    @BeforeEach
    void start() {
        world = new BillingWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void fromThePageToThePlan() {
        DataSource worker = world.database.worker();
        DataSource admin = world.database.admin();
        SettableClock clock = world.clock;
        GatewaySettings stripe = world.bench.settings();
        TenantId tenant = world.tenant("acme");
        CheckoutWish wish = new CheckoutWish(
                UUID.randomUUID(),
                "starter",
                BillingInterval.MONTHLY,
                Currency.getInstance("USD"),
                1,
                "Acme",
                "pay@acme.example",
                URI.create("https://app.example.org/done"),
                URI.create("https://app.example.org/cancel"),
                null);
        List<AccessState> told = new ArrayList<>();
        SubscriptionListener listener = (transition, subscription) -> told.add(subscription.access());
        // snippet: begin
        Gateways gateways = Gateways.builder(GatewayParts.of(clock)).add(stripe).build();
        Subscriptions subscriptions = Subscriptions.over(worker, admin, gateways, clock);

        CheckoutPage page = subscriptions.checkout(tenant, "stripe", wish).require();
        URI redirect = page.url().reveal(); // a secret: for the one browser it is made for
        // end

        assertThat(redirect).hasHost("checkout.stripe.com");
        assertThat(world.stripe.completeCheckout(page.id())).isNotBlank();
        EmittedWebhook webhook = world.stripe.takeWebhooks().get(0);
        String query = webhook.query();
        byte[] body = webhook.body();
        Map<String, List<String>> headers = new HashMap<>();
        webhook.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        // snippet: webhook
        WebhookReceiver receiver = WebhookReceiver.over(worker, gateways, clock);
        int status = receiver.receive("stripe", new WebhookRequest("POST", query, headers, body));
        // end

        assertThat(status).isEqualTo(200);
        // snippet: work
        SubscriptionSync sync = new SubscriptionSync(worker, clock);
        EventWorker events = new EventWorker(worker, gateways, sync, clock);
        TenantFollower follower = new TenantFollower(admin, EndPolicy.parse("restrict"), clock);
        EffectWorker effects = new EffectWorker(worker, follower, listener, clock);

        events.drain(); // asks gateways about what came in
        effects.drain(); // plan, lifecycle, and then your listener
        // end

        assertThat(told).containsExactly(AccessState.TRIAL);
        assertThat(world.plans.holding(tenant).plan().key()).isEqualTo("starter");
    }

    @Test
    void aFakeThatIsHostile() {
        FakeStripe fake = world.stripe;
        assertThat(world.subscribe(world.tenant("acme"), 14)).isNotBlank();
        // snippet: fake
        fake.fail(Fault.lostAnswer().on("POST", "/v1/checkout")); // it happens, and nobody hears
        fake.acceptPayments(false); // every card is declined from now on
        fake.advance(Duration.ofDays(31)); // trial, invoices, dunning: each at its instant
        List<EmittedWebhook> hostile = fake.takeWebhooksShuffled(42); // in any order, one to three times
        // end

        assertThat(hostile).extracting(EmittedWebhook::type).contains("invoice.payment_failed");
    }
}
