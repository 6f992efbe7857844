package io.tenancy.billing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The calls of the interface that need a capability. */
final class Calls {
    private Calls() {}

    static List<Supplier<GatewayAnswer<?>>> needing(
            Capability capability, PaymentGateway gateway, PlanPrice price, GatewayBench bench) {
        OperationKey key = GatewayConformance.key("call");
        PlanChange now = new PlanChange("s", price, "p", 1, PlanChange.When.NOW, null);
        PlanChange later = new PlanChange("s", price, "p", 1, PlanChange.When.PERIOD_END, null);
        return switch (capability) {
            case CHECKOUT ->
                List.of(() -> gateway.checkout(
                        new CheckoutOrder(
                                price, "p", 1, 0, null, "a@b.example", bench.page("a"), bench.page("b"), null),
                        key));
            case PRICES -> List.of(() -> gateway.publishPrice(price, key));
            case CUSTOMERS -> List.of(() -> gateway.createCustomer(new CustomerOrder("A", "a@b.example"), key));
            case RECURRING -> List.of(() -> gateway.subscription("s"));
            case SUBSCRIBE -> List.of(() -> gateway.subscribe(new SubscribeOrder(price, "p", 1, 0, "c"), key));
            case TRIAL ->
                gateway.profile().can(Capability.SUBSCRIBE)
                        ? List.of(() -> gateway.subscribe(new SubscribeOrder(price, "p", 1, 14, "c"), key))
                        : List.of();
            case TRIAL_EXTENSION -> List.of(() -> gateway.extendTrial("s", Instant.EPOCH, key));
            case PLAN_CHANGE -> List.of(() -> gateway.changePlan(now, key));
            case CHANGE_PREVIEW -> List.of(() -> gateway.previewChange(now));
            case SCHEDULED_CHANGE -> List.of(() -> gateway.changePlan(later, key));
            case CANCEL_AT_PERIOD_END -> List.of(() -> gateway.cancel("s", CancelWhen.PERIOD_END, key));
            case CANCEL_NOW -> List.of(() -> gateway.cancel("s", CancelWhen.NOW, key));
            case RESUME -> List.of(() -> gateway.resume("s", key));
            case PAYMENT -> List.of(() -> gateway.payment("p"));
            case REFUND -> List.of(() -> gateway.refund(new RefundOrder("p", null, ""), key));
            case PARTIAL_REFUND ->
                List.of(() -> gateway.refund(new RefundOrder("p", Money.of(1, bench.currency()), ""), key));
            case CREDIT -> List.of(() -> gateway.credit("c", Money.of(1, bench.currency()), key));
            case PORTAL -> List.of(() -> gateway.portal("c", bench.page("a")));
            case METERED_USAGE -> List.of(() -> gateway.recordUsage(new UsageRecord("c", "m", 1, Instant.EPOCH, "i")));
            case FIND_BY_KEY -> List.of(() -> find(gateway, key));
            // Not of a call: the kit asks for them where they matter.
            case IDEMPOTENCY_KEY, SIGNED_WEBHOOK -> List.of();
        };
    }

    private static GatewayAnswer<Optional<String>> find(PaymentGateway gateway, OperationKey key) {
        return gateway.find(MadeObject.CHECKOUT, key, "");
    }
}
