package io.tenancy.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.billing.GatewayAnswer.Reason;
import io.tenancy.tenant.TenantId;
import io.tenancy.testing.support.provider.Fault;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every gateway must do, whoever is behind it: extend this with a {@link GatewayBench} for it. A case that needs what a gateway
 * lacks checks that the gateway says so, and asks nobody. Webhooks are in {@link WebhookConformance}, which this extends.
 */
public abstract class GatewayConformance extends WebhookConformance {
    private ExecutorService threads;

    @BeforeEach
    void startThreads() {
        threads = Executors.newFixedThreadPool(8);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    // What it is

    @Test
    void tellsWhatItIsAndAlwaysTheSame() {
        assertThat(gateway.profile()).isEqualTo(gateway.profile());
        assertThat(gateway.profile().name()).isEqualTo(bench.settings().name());
        assertThat(gateway.mode()).isEqualTo(GatewayMode.SANDBOX);
    }

    @Test
    void isFoundByItsKind() {
        Gateways gateways = Gateways.builder(GatewayParts.of(bench.clock()))
                .add(bench.settings())
                .build();

        assertThat(gateways.require(bench.kind()).profile()).isEqualTo(gateway.profile());
        assertThatExceptionOfType(GatewayNotFoundException.class).isThrownBy(() -> gateways.require("nobody"));
    }

    @Test
    void refusesKeysOfTheOtherMode() {
        bench.liveValues().ifPresent(live -> {
            assertThatExceptionOfType(GatewayMisconfiguredException.class)
                    .isThrownBy(() -> bench.open(GatewaySettings.of(
                            bench.kind(), GatewayMode.SANDBOX, bench.provider().baseUrl(), live)))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(live.values()));
            assertThatExceptionOfType(GatewayMisconfiguredException.class)
                    .isThrownBy(() -> bench.open(GatewaySettings.of(
                            bench.kind(), GatewayMode.LIVE, bench.provider().baseUrl(), bench.values())));
        });
        assertThat(bench.provider().requests()).isEmpty();
    }

    @Test
    void refusesToStartWithoutAKey() {
        for (String secret : bench.secrets()) {
            Map<String, String> less = new HashMap<>(bench.values());
            less.remove(secret);
            assertThatExceptionOfType(GatewayMisconfiguredException.class)
                    .as(secret)
                    .isThrownBy(() -> bench.open(GatewaySettings.of(
                            bench.kind(), GatewayMode.SANDBOX, bench.provider().baseUrl(), less)))
                    .withMessageContaining(secret);
        }
    }

    @Test
    void showsNoSecret() {
        for (String secret : bench.secrets()) {
            assertThat(gateway.toString() + bench.settings() + gateway.profile())
                    .doesNotContain(bench.values().get(secret));
        }
    }

    @Test
    void answersAHarmlessQuestion() {
        assertThat(gateway.ping().isDone()).isTrue();
        assertThat(bench.provider().requests().size()).isEqualTo(bench.hasProvider() ? 1 : 0);
    }

    @Test
    void saysThatItsKeysAreWrong() {
        if (bench.hasProvider()) {
            bench.provider().fail(Fault.status(401, "api_key_invalid"));
            assertThat(reason(gateway.ping())).isEqualTo(Reason.CREDENTIALS);
        }
    }

    @ParameterizedTest
    @EnumSource(Capability.class)
    void saysThatItCannotDoWhatItDoesNotDeclare(Capability capability) {
        if (gateway.profile().can(capability)) {
            return;
        }
        bench.provider().forgetRequests();
        Calls.needing(capability, gateway, price(1000), bench).forEach(call -> {
            assertThat(call.get()).isEqualTo(GatewayAnswer.unsupported(capability));
            assertThat(bench.provider().requests()).isEmpty();
        });
    }

    // What it makes

    @Test
    void publishesAPriceOnce() {
        if (lacks(Capability.PRICES)) {
            return;
        }
        PlanPrice price = price(4900);
        String first = gateway.publishPrice(price, key("price")).require();
        String second = gateway.publishPrice(price, key("price")).require();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void differentVersionsOfAPlanAreDifferentPrices() {
        if (lacks(Capability.PRICES)) {
            return;
        }
        String first = gateway.publishPrice(price(4900), key("price")).require();
        PlanPrice next = new PlanPrice("starter", 2, BillingInterval.MONTHLY, Money.of(5900, bench.currency()));

        assertThat(gateway.publishPrice(next, key("price")).require()).isNotEqualTo(first);
    }

    @Test
    void makesACustomerOnceForAKey() {
        if (lacks(Capability.CUSTOMERS)) {
            return;
        }
        CustomerOrder order = new CustomerOrder("Acme", "pay@acme.example");
        OperationKey key = key("customer");
        String first = gateway.createCustomer(order, key).require();
        if (gateway.profile().can(Capability.IDEMPOTENCY_KEY)) {
            assertThat(gateway.createCustomer(order, key).require()).isEqualTo(first);
        }
        assertThat(gateway.createCustomer(order, key("customer")).require()).isNotEqualTo(first);
    }

    @Test
    void aCheckoutPageIsASecret() {
        if (lacks(Capability.CHECKOUT)) {
            return;
        }
        CheckoutPage page = gateway.checkout(checkoutOrder(0), key("checkout")).require();

        assertThat(page.url().reveal().getScheme()).isIn("https", "http");
        assertThat(page.toString()).doesNotContain(page.url().reveal().getRawPath() + "?");
        assertThat(page.url().toString())
                .doesNotContain(page.url().reveal().getRawPath().substring(1));
    }

    @Test
    void aCheckoutIsMadeOnceForAKey() {
        if (lacks(Capability.CHECKOUT) || lacks(Capability.IDEMPOTENCY_KEY)) {
            return;
        }
        OperationKey key = key("checkout");
        CheckoutOrder order = checkoutOrder(0);
        String first = gateway.checkout(order, key).require().id();

        assertThat(gateway.checkout(order, key).require().id()).isEqualTo(first);
    }

    @Test
    void whatIsPaidOnAPageRefersToTheOperation() {
        if (lacks(Capability.CHECKOUT)) {
            return;
        }
        OperationKey key = key("checkout");
        CheckoutPage page = gateway.checkout(checkoutOrder(0), key).require();
        String made = bench.provider().completeCheckout(page.id());

        if (gateway.profile().can(Capability.RECURRING)) {
            ProviderSubscription subscription = gateway.subscription(made).require();
            assertThat(subscription.reference()).isEqualTo(key.text());
            assertThat(subscription.status()).isEqualTo(ProviderStatus.ACTIVE);
        } else {
            ProviderPayment payment = gateway.payment(made).require();
            assertThat(payment.reference()).isEqualTo(key.text());
            assertThat(payment.status()).isEqualTo(ProviderPayment.Status.PAID);
        }
    }

    @Test
    void aPageThatNobodyPaysOnGivesNothing() {
        if (lacks(Capability.CHECKOUT) || lacks(Capability.PAYMENT)) {
            return;
        }
        CheckoutPage page = gateway.checkout(checkoutOrder(0), key("checkout")).require();

        GatewayAnswer<ProviderPayment> answer = gateway.payment(page.id());
        if (answer.isDone()) {
            assertThat(answer.require().status()).isEqualTo(ProviderPayment.Status.PENDING);
        } else {
            assertThat(reason(answer)).isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void amountsWithoutDecimalsArriveWhole() {
        if (bench.currencyWithoutDecimals().isEmpty() || lacks(Capability.RECURRING)) {
            return;
        }
        PlanPrice pesos = new PlanPrice(
                "basic",
                1,
                BillingInterval.MONTHLY,
                Money.of(49_000, bench.currencyWithoutDecimals().get()));

        ProviderSubscription subscription =
                gateway.subscription(begin(pesos, 0)).require();

        assertThat(subscription.amount()).isEqualTo(pesos.amount());
    }

    @Test
    void beginsATrial() {
        if (lacks(Capability.TRIAL)) {
            return;
        }
        ProviderSubscription subscription =
                gateway.subscription(begin(price(1000), 14)).require();

        assertThat(subscription.status()).isEqualTo(ProviderStatus.TRIALING);
        assertThat(subscription.trialEnd()).isEqualTo(bench.clock().instant().plus(Duration.ofDays(14)));
    }

    @Test
    void beginsWithoutATrial() {
        if (lacks(Capability.RECURRING)) {
            return;
        }
        ProviderSubscription subscription =
                gateway.subscription(begin(price(1000), 0)).require();

        assertThat(subscription.status()).isEqualTo(ProviderStatus.ACTIVE);
        assertThat(subscription.amount()).isEqualTo(Money.of(1000, bench.currency()));
        assertThat(subscription.interval()).isEqualTo(BillingInterval.MONTHLY);
        assertThat(subscription.periodEnd()).isAfter(bench.clock().instant().plus(Duration.ofDays(27)));
    }

    @Test
    void theSameKeyMakesTheSameSubscription() {
        if (lacks(Capability.SUBSCRIBE) || lacks(Capability.IDEMPOTENCY_KEY)) {
            return;
        }
        SubscribeOrder order = subscribeOrder(price(1000), 0);
        OperationKey key = key("subscribe");
        String first = gateway.subscribe(order, key).require().id();

        assertThat(gateway.subscribe(order, key).require().id()).isEqualTo(first);
        assertThat(bench.provider().count("subscription")).isOne();
    }

    @Test
    void theSameKeyForSomethingElseIsAConflict() {
        if (lacks(Capability.SUBSCRIBE) || lacks(Capability.IDEMPOTENCY_KEY)) {
            return;
        }
        SubscribeOrder order = subscribeOrder(price(1000), 0);
        OperationKey key = key("subscribe");
        String unused = gateway.subscribe(order, key).require().id();
        SubscribeOrder other =
                new SubscribeOrder(order.price(), order.priceId(), order.quantity() + 1, 0, order.customerId());

        assertThat(reason(gateway.subscribe(other, key))).isEqualTo(Reason.CONFLICT);
    }

    @Test
    void manyThatUseOneKeyMakeOneThing() throws Exception {
        if (lacks(Capability.SUBSCRIBE) || lacks(Capability.IDEMPOTENCY_KEY)) {
            return;
        }
        SubscribeOrder order = subscribeOrder(price(1000), 0);
        OperationKey key = key("subscribe");
        List<Callable<GatewayAnswer<ProviderSubscription>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(() -> gateway.subscribe(order, key));
        }
        for (Future<GatewayAnswer<ProviderSubscription>> each : threads.invokeAll(all)) {
            assertThat(each.get()).isNotInstanceOf(GatewayAnswer.Refused.class);
        }
        assertThat(bench.provider().count("subscription")).isOne();
    }

    // When something goes wrong

    @Test
    void aLostAnswerIsUnknownAndTheSameKeyMendsIt() {
        if (lacks(Capability.SUBSCRIBE) || lacks(Capability.IDEMPOTENCY_KEY)) {
            return;
        }
        SubscribeOrder order = subscribeOrder(price(1000), 0);
        OperationKey key = key("subscribe");
        bench.provider().fail(Fault.lostAnswer().on("POST", ""));

        assertThat(gateway.subscribe(order, key)).isInstanceOf(GatewayAnswer.Unknown.class);
        assertThat(gateway.subscribe(order, key).isDone()).isTrue();
        assertThat(bench.provider().count("subscription")).isOne();
    }

    @Test
    void aLostAnswerOfACheckoutIsUnknown() {
        if (lacks(Capability.CHECKOUT)) {
            return;
        }
        CheckoutOrder order = checkoutOrder(0);
        OperationKey key = key("checkout");
        bench.provider().fail(Fault.lostAnswer().on("POST", ""));

        assertThat(gateway.checkout(order, key)).isInstanceOf(GatewayAnswer.Unknown.class);
        if (gateway.profile().can(Capability.FIND_BY_KEY)) {
            String within = order.customerId() == null ? "" : order.customerId();
            assertThat(gateway.find(MadeObject.CHECKOUT, key, within).require()).isPresent();
        }
    }

    @Test
    void aLostRequestMadeNothing() {
        if (lacks(Capability.CHECKOUT)) {
            return;
        }
        CheckoutOrder order = checkoutOrder(0);
        int before = bench.provider().count("checkout");
        bench.provider().fail(Fault.lostRequest().on("POST", ""));

        assertThat(gateway.checkout(order, key("checkout")))
                .isInstanceOfAny(GatewayAnswer.Unknown.class, GatewayAnswer.Unavailable.class);
        assertThat(bench.provider().count("checkout")).isEqualTo(before);
    }

    @Test
    void tooManyRequestsIsUnavailable() {
        if (!bench.hasProvider()) {
            return;
        }
        bench.provider().fail(Fault.status(429, "rate_limit"));
        assertThat(gateway.ping()).isInstanceOf(GatewayAnswer.Unavailable.class);
    }

    @Test
    void aFailureOfTheGatewayItselfIsUnknownToWhoeverChanges() {
        if (lacks(Capability.CHECKOUT)) {
            return;
        }
        CheckoutOrder order = checkoutOrder(0);
        bench.provider().fail(Fault.status(500, "internal").on("POST", ""));
        assertThat(gateway.checkout(order, key("checkout"))).isInstanceOf(GatewayAnswer.Unknown.class);
    }

    @Test
    void aFailureOfTheGatewayItselfIsUnavailableToWhoeverAsks() {
        if (!bench.hasProvider()) {
            return;
        }
        bench.provider().fail(Fault.status(503, "internal"));
        assertThat(gateway.ping()).isInstanceOf(GatewayAnswer.Unavailable.class);
        // The JDK's client asks once more by itself when it only asked.
        bench.provider().failShare(1, 1, Fault.lostAnswer());
        assertThat(gateway.ping()).isInstanceOf(GatewayAnswer.Unavailable.class);
    }

    @Test
    void aRefusedPaymentIsRefused() {
        if (lacks(Capability.CHECKOUT)) {
            return;
        }
        CheckoutOrder order = checkoutOrder(0);
        bench.provider().fail(Fault.status(402, "card_declined").on("POST", ""));
        assertThat(reason(gateway.checkout(order, key("checkout")))).isEqualTo(Reason.PAYMENT);
    }

    @Test
    void nobodyThereIsUnavailable() throws Exception {
        if (!bench.hasProvider()) {
            return;
        }
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            PaymentGateway alone = bench.open(GatewaySettings.of(
                    bench.kind(), GatewayMode.SANDBOX, URI.create("http://127.0.0.1:" + port), bench.values()));
            assertThat(alone.ping()).isInstanceOf(GatewayAnswer.Unavailable.class);
        }
    }

    @Test
    void anAnswerThatComesTooLateIsUnknown() {
        if (lacks(Capability.CHECKOUT)) {
            return;
        }
        PaymentGateway hasty = bench.open(bench.settings().withTimeout(Duration.ofMillis(300)));
        CheckoutOrder order = checkoutOrder(0);
        assertThat(hasty.ping().isDone()).isTrue();
        bench.provider().fail(Fault.slow(Duration.ofSeconds(1)).on("POST", ""));

        assertThat(hasty.checkout(order, key("checkout"))).isInstanceOf(GatewayAnswer.Unknown.class);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        if (gateway.profile().can(Capability.RECURRING)) {
            assertThat(reason(gateway.subscription("sub_nobody"))).isEqualTo(Reason.NOT_FOUND);
        }
        if (gateway.profile().can(Capability.PAYMENT)) {
            assertThat(reason(gateway.payment("987654321"))).isEqualTo(Reason.NOT_FOUND);
        }
    }

    @Test
    void whatIsNotDoneSaysSoAsAnException() {
        assertThatExceptionOfType(GatewayCallException.class)
                .isThrownBy(() -> new GatewayAnswer.Unknown<String>("no answer").require())
                .withMessageContaining("GATEWAY_OUTCOME_UNKNOWN");
    }

    // The life of a subscription

    @Test
    void aTrialEndsInPayment() {
        if (lacks(Capability.TRIAL)) {
            return;
        }
        String id = begin(price(1000), 14);
        bench.provider().advance(Duration.ofDays(14).plusHours(1));

        assertThat(gateway.subscription(id).require().status()).isEqualTo(ProviderStatus.ACTIVE);
    }

    @Test
    void aFailedPaymentIsPastDueUntilItIsPaid() {
        if (lacks(Capability.RECURRING)) {
            return;
        }
        String id = begin(price(1000), 0);
        bench.provider().acceptPayments(false);
        bench.provider().advance(Duration.ofDays(32));
        assertThat(gateway.subscription(id).require().status()).isEqualTo(ProviderStatus.PAST_DUE);

        bench.provider().acceptPayments(true);
        bench.provider().advance(Duration.ofDays(5));
        assertThat(gateway.subscription(id).require().status()).isEqualTo(ProviderStatus.ACTIVE);
    }

    @Test
    void aPreviewChangesNothingAndComesTrue() {
        if (lacks(Capability.CHANGE_PREVIEW)) {
            return;
        }
        String id = begin(price(1000), 0);
        bench.provider().advance(Duration.ofDays(10));
        PlanChange change = change(id, 3000, PlanChange.When.NOW, null);
        ChangePreview preview = gateway.previewChange(change).require();

        assertThat(preview.dueNow().amountMinor()).isBetween(1L, 2000L);
        assertThat(preview.perPeriod()).isEqualTo(Money.of(3000, bench.currency()));
        assertThat(gateway.subscription(id).require().amount()).isEqualTo(Money.of(1000, bench.currency()));
        bench.provider().advance(Duration.ofMinutes(9));
        PlanChange same = change(id, 3000, PlanChange.When.NOW, preview.asOf());
        assertThat(gateway.previewChange(same).require().dueNow()).isEqualTo(preview.dueNow());
    }

    @Test
    void movesToAnotherPlanAtOnce() {
        if (lacks(Capability.PLAN_CHANGE)) {
            return;
        }
        String id = begin(price(1000), 0);
        bench.provider().advance(Duration.ofDays(10));
        ProviderSubscription after = gateway.changePlan(change(id, 3000, PlanChange.When.NOW, null), key("change"))
                .require();

        assertThat(after.amount()).isEqualTo(Money.of(3000, bench.currency()));
        assertThat(gateway.subscription(id).require().amount()).isEqualTo(Money.of(3000, bench.currency()));
    }

    @Test
    void movesToAnotherPlanWhenThePeriodEnds() {
        if (lacks(Capability.SCHEDULED_CHANGE)) {
            return;
        }
        String id = begin(price(3000), 0);
        PlanChange change = change(id, 1000, PlanChange.When.PERIOD_END, null);
        ProviderSubscription before = gateway.changePlan(change, key("change")).require();
        assertThat(before.amount()).isEqualTo(Money.of(3000, bench.currency()));
        assertThat(before.nextPriceId()).isEqualTo(change.priceId());

        bench.provider().advance(Duration.ofDays(32));
        ProviderSubscription after = gateway.subscription(id).require();
        assertThat(after.amount()).isEqualTo(Money.of(1000, bench.currency()));
        assertThat(after.nextPriceId()).isNull();
    }

    @Test
    void endsWithThePeriod() {
        if (lacks(Capability.CANCEL_AT_PERIOD_END)) {
            return;
        }
        String id = begin(price(1000), 0);
        ProviderSubscription ending =
                gateway.cancel(id, CancelWhen.PERIOD_END, key("cancel")).require();
        assertThat(ending.status()).isEqualTo(ProviderStatus.ACTIVE);
        assertThat(ending.cancelAtPeriodEnd()).isTrue();

        bench.provider().advance(Duration.ofDays(32));
        assertThat(gateway.subscription(id).require().status()).isEqualTo(ProviderStatus.CANCELED);
    }

    @Test
    void takesAnEndBack() {
        if (lacks(Capability.RESUME)) {
            return;
        }
        String id = begin(price(1000), 0);
        ProviderSubscription unused =
                gateway.cancel(id, CancelWhen.PERIOD_END, key("cancel")).require();
        assertThat(gateway.resume(id, key("resume")).require().cancelAtPeriodEnd())
                .isFalse();

        bench.provider().advance(Duration.ofDays(32));
        assertThat(gateway.subscription(id).require().status()).isEqualTo(ProviderStatus.ACTIVE);
    }

    @Test
    void endsAtOnce() {
        if (lacks(Capability.CANCEL_NOW)) {
            return;
        }
        String id = begin(price(1000), 0);
        ProviderSubscription ended =
                gateway.cancel(id, CancelWhen.NOW, key("cancel")).require();

        assertThat(ended.status()).isEqualTo(ProviderStatus.CANCELED);
        assertThat(gateway.subscription(id).require().status().isTerminal()).isTrue();
    }

    @Test
    void movesTheEndOfATrial() {
        if (lacks(Capability.TRIAL_EXTENSION)) {
            return;
        }
        String id = begin(price(1000), 14);
        Instant later = bench.clock().instant().plus(Duration.ofDays(21));

        assertThat(gateway.extendTrial(id, later, key("extend")).require().trialEnd())
                .isEqualTo(later);
        bench.provider().advance(Duration.ofDays(20));
        assertThat(gateway.subscription(id).require().status()).isEqualTo(ProviderStatus.TRIALING);
    }

    @Test
    void aWordThatNobodyKnowsIsNotGuessed() {
        if (lacks(Capability.RECURRING)) {
            return;
        }
        String id = begin(price(1000), 0);
        if (bench.forceUnknownStatus(id)) {
            assertThat(gateway.subscription(id).require().status()).isEqualTo(ProviderStatus.UNRECOGNIZED);
        }
    }

    // Money back, and beside

    @Test
    void givesAPaymentBack() {
        if (lacks(Capability.REFUND)) {
            return;
        }
        String payment = paid(1000);
        ProviderRefund refund = gateway.refund(new RefundOrder(payment, null, "pay@acme.example"), key("refund"))
                .require();

        assertThat(refund.amount()).isEqualTo(Money.of(1000, bench.currency()));
        assertThat(refund.status()).isIn(ProviderRefund.Status.DONE, ProviderRefund.Status.PENDING);
    }

    @Test
    void givesAPartBackAndNotMoreThanThereIs() {
        if (lacks(Capability.PARTIAL_REFUND)) {
            return;
        }
        String payment = paid(1000);
        RefundOrder part = new RefundOrder(payment, Money.of(400, bench.currency()), "pay@acme.example");
        assertThat(gateway.refund(part, key("refund")).require().amount()).isEqualTo(part.amount());

        RefundOrder tooMuch = new RefundOrder(payment, Money.of(700, bench.currency()), "pay@acme.example");
        assertThat(gateway.refund(tooMuch, key("refund"))).isInstanceOf(GatewayAnswer.Refused.class);
    }

    @Test
    void aRefundIsMadeOnceForAKey() {
        if (lacks(Capability.REFUND) || lacks(Capability.IDEMPOTENCY_KEY)) {
            return;
        }
        RefundOrder order = new RefundOrder(paid(1000), null, "pay@acme.example");
        OperationKey key = key("refund");
        bench.provider().fail(Fault.lostAnswer().on("POST", ""));
        assertThat(gateway.refund(order, key)).isInstanceOf(GatewayAnswer.Unknown.class);

        assertThat(gateway.refund(order, key).isDone()).isTrue();
        assertThat(bench.provider().count("refund")).isOne();
    }

    @Test
    void keepsACredit() {
        if (lacks(Capability.CREDIT)) {
            return;
        }
        assertThat(gateway.credit(customer(), Money.of(500, bench.currency()), key("credit"))
                        .isDone())
                .isTrue();
    }

    @Test
    void aPortalIsASecret() {
        if (lacks(Capability.PORTAL)) {
            return;
        }
        SecretUrl portal = gateway.portal(customer(), bench.page("billing")).require();
        assertThat(portal.toString()).doesNotContain(portal.reveal().getRawPath());
    }

    @Test
    void usageCountsOnceForAnIdentifier() {
        if (lacks(Capability.METERED_USAGE)) {
            return;
        }
        UsageRecord usage =
                new UsageRecord(customer(), "api_call", 3, bench.clock().instant(), "usage-1");
        assertThat(gateway.recordUsage(usage).isDone()).isTrue();
        assertThat(gateway.recordUsage(usage).isDone()).isTrue();
        assertThat(bench.provider().count("usage")).isOne();
    }

    @Test
    void findsWhatAnOperationMadeAndNothingElse() {
        if (lacks(Capability.FIND_BY_KEY) || lacks(Capability.CHECKOUT)) {
            return;
        }
        CheckoutOrder order = checkoutOrder(0);
        OperationKey key = key("checkout");
        String page = gateway.checkout(order, key).require().id();
        String within = order.customerId() == null ? "" : order.customerId();

        assertThat(gateway.find(MadeObject.CHECKOUT, key, within).require()).hasValue(page);
        assertThat(gateway.find(MadeObject.CHECKOUT, key("checkout"), within).require())
                .isEmpty();
    }

    @Test
    void saysNoSecretInWhatItAnswers() {
        if (!bench.hasProvider()) {
            return;
        }
        Set<String> answers = new java.util.HashSet<>();
        for (Fault fault :
                List.of(Fault.status(401, "x"), Fault.status(500, "x"), Fault.status(400, "x"), Fault.lostRequest())) {
            bench.provider().fail(fault);
            answers.add(gateway.ping().toString());
        }
        for (String secret : bench.secrets()) {
            assertThat(answers).noneMatch(text -> text.contains(bench.values().get(secret)));
        }
    }

    private PlanChange change(String id, long minor, PlanChange.When when, Instant asOf) {
        PlanPrice price = new PlanPrice("other", 1, BillingInterval.MONTHLY, Money.of(minor, bench.currency()));
        return new PlanChange(id, price, published(price), 1, when, asOf);
    }

    /** Something that was paid. */
    private String paid(long minor) {
        if (gateway.profile().can(Capability.RECURRING)) {
            return bench.provider().latestPayment(begin(price(minor), 0));
        }
        CheckoutPage page = gateway.checkout(
                        new CheckoutOrder(
                                price(minor),
                                published(price(minor)),
                                1,
                                0,
                                null,
                                "pay@acme.example",
                                bench.page("done"),
                                bench.page("cancel"),
                                bench.page("hook")),
                        key("checkout"))
                .require();
        return bench.provider().completeCheckout(page.id());
    }

    private static Reason reason(GatewayAnswer<?> answer) {
        assertThat(answer).isInstanceOf(GatewayAnswer.Refused.class);
        return ((GatewayAnswer.Refused<?>) answer).reason();
    }

    static OperationKey key(String operation) {
        return new OperationKey(TenantId.of(new UUID(0x7000, 0x8000_0000_0000_0001L)), operation, UUID.randomUUID());
    }
}
