package io.tenancy.billing;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment gateway, asked one thing at a time. Every call is one or few requests to it, blocks until it answers or its time is over, and
 * must not be made while a transaction is open. What a gateway cannot do by its {@link #profile()} answers
 * {@link GatewayAnswer.Unsupported} without asking anybody: that is what the methods here do by themselves. No call throws for what a
 * gateway or the network does. Implementations are thread-safe and keep no state of subscriptions.
 *
 * <p>Calls that make something take an {@link OperationKey}: sent twice with the same key and the same order, they make it once, if the
 * gateway has {@link Capability#IDEMPOTENCY_KEY}. Otherwise, and for keys older than a day, look with {@link #find} first.
 *
 * <p>To add a gateway, implement this and {@link GatewayFactory} in a package of its own; nothing else needs to know.
 */
public interface PaymentGateway {
    /**
     * What it is called and what it can do.
     *
     * @return always the same
     */
    GatewayProfile profile();

    /**
     * Whether money is real.
     *
     * @return always the same
     */
    GatewayMode mode();

    /**
     * Asks something harmless with our keys, to see that they work.
     *
     * @return a name of the account, for people
     */
    GatewayAnswer<String> ping();

    /**
     * Makes the gateway know a price; the same price is made once. Needs {@link Capability#PRICES}.
     *
     * @param price the price
     * @param key the operation
     * @return the gateway's id of the price
     */
    default GatewayAnswer<String> publishPrice(PlanPrice price, OperationKey key) {
        return GatewayAnswer.unsupported(Capability.PRICES);
    }

    /**
     * Makes the gateway know a customer. Needs {@link Capability#CUSTOMERS}.
     *
     * @param order who
     * @param key the operation
     * @return the gateway's id of the customer
     */
    default GatewayAnswer<String> createCustomer(CustomerOrder order, OperationKey key) {
        return GatewayAnswer.unsupported(Capability.CUSTOMERS);
    }

    /**
     * Makes a page where somebody begins to pay. Needs {@link Capability#CHECKOUT}.
     *
     * @param order what for
     * @param key the operation; what is paid there refers to it
     * @return the page
     */
    default GatewayAnswer<CheckoutPage> checkout(CheckoutOrder order, OperationKey key) {
        return GatewayAnswer.unsupported(Capability.CHECKOUT);
    }

    /**
     * Begins a subscription without a page. Needs {@link Capability#SUBSCRIBE}.
     *
     * @param order what for
     * @param key the operation; the subscription refers to it
     * @return the subscription
     */
    default GatewayAnswer<ProviderSubscription> subscribe(SubscribeOrder order, OperationKey key) {
        return GatewayAnswer.unsupported(Capability.SUBSCRIBE);
    }

    /**
     * A subscription as it is now. Needs {@link Capability#RECURRING}.
     *
     * @param id the gateway's id
     * @return the subscription
     */
    default GatewayAnswer<ProviderSubscription> subscription(String id) {
        return GatewayAnswer.unsupported(Capability.RECURRING);
    }

    /**
     * What a change would cost. Changes nothing. Needs {@link Capability#CHANGE_PREVIEW}.
     *
     * @param change the change
     * @return the costs
     */
    default GatewayAnswer<ChangePreview> previewChange(PlanChange change) {
        return GatewayAnswer.unsupported(Capability.CHANGE_PREVIEW);
    }

    /**
     * Moves a subscription to another price. Needs {@link Capability#PLAN_CHANGE} or {@link Capability#SCHEDULED_CHANGE}.
     *
     * @param change the change
     * @param key the operation
     * @return the subscription as it is then
     */
    default GatewayAnswer<ProviderSubscription> changePlan(PlanChange change, OperationKey key) {
        return GatewayAnswer.unsupported(
                change.when() == PlanChange.When.NOW ? Capability.PLAN_CHANGE : Capability.SCHEDULED_CHANGE);
    }

    /**
     * Ends a subscription. Needs {@link Capability#CANCEL_AT_PERIOD_END} or {@link Capability#CANCEL_NOW}.
     *
     * @param id the gateway's id
     * @param when when
     * @param key the operation
     * @return the subscription as it is then
     */
    default GatewayAnswer<ProviderSubscription> cancel(String id, CancelWhen when, OperationKey key) {
        return GatewayAnswer.unsupported(
                when == CancelWhen.NOW ? Capability.CANCEL_NOW : Capability.CANCEL_AT_PERIOD_END);
    }

    /**
     * Takes back an end that has not come yet. Needs {@link Capability#RESUME}.
     *
     * @param id the gateway's id
     * @param key the operation
     * @return the subscription as it is then
     */
    default GatewayAnswer<ProviderSubscription> resume(String id, OperationKey key) {
        return GatewayAnswer.unsupported(Capability.RESUME);
    }

    /**
     * Moves the end of a trial. Needs {@link Capability#TRIAL_EXTENSION}.
     *
     * @param id the gateway's id
     * @param until when the trial ends
     * @param key the operation
     * @return the subscription as it is then
     */
    default GatewayAnswer<ProviderSubscription> extendTrial(String id, Instant until, OperationKey key) {
        return GatewayAnswer.unsupported(Capability.TRIAL_EXTENSION);
    }

    /**
     * A payment as it is now. Needs {@link Capability#PAYMENT}.
     *
     * @param id the gateway's id, or the id of the {@linkplain #checkout page}
     * @return the payment
     */
    default GatewayAnswer<ProviderPayment> payment(String id) {
        return GatewayAnswer.unsupported(Capability.PAYMENT);
    }

    /**
     * Gives a payment back. Needs {@link Capability#REFUND}, for a part {@link Capability#PARTIAL_REFUND}.
     *
     * @param order which, and how much
     * @param key the operation
     * @return the refund
     */
    default GatewayAnswer<ProviderRefund> refund(RefundOrder order, OperationKey key) {
        return GatewayAnswer.unsupported(order.amount() == null ? Capability.REFUND : Capability.PARTIAL_REFUND);
    }

    /**
     * Keeps an amount in a customer's favour. Needs {@link Capability#CREDIT}.
     *
     * @param customerId the gateway's customer
     * @param amount how much, positive
     * @param key the operation
     * @return the gateway's id of the entry
     */
    default GatewayAnswer<String> credit(String customerId, Money amount, OperationKey key) {
        return GatewayAnswer.unsupported(Capability.CREDIT);
    }

    /**
     * A page where a customer helps itself. Needs {@link Capability#PORTAL}.
     *
     * @param customerId the gateway's customer
     * @param back where the browser goes afterwards
     * @return the page, for once
     */
    default GatewayAnswer<SecretUrl> portal(String customerId, URI back) {
        return GatewayAnswer.unsupported(Capability.PORTAL);
    }

    /**
     * Tells usage that is charged afterwards; the same identifier counts once. Needs {@link Capability#METERED_USAGE}.
     *
     * @param usage the usage
     * @return its identifier
     */
    default GatewayAnswer<String> recordUsage(UsageRecord usage) {
        return GatewayAnswer.unsupported(Capability.METERED_USAGE);
    }

    /**
     * Looks for what an operation made. Needs {@link Capability#FIND_BY_KEY}.
     *
     * @param kind what it makes
     * @param key the operation
     * @param within the customer, or for a refund the payment, that it belongs to; empty if it belongs to none
     * @return the gateway's id; empty if it made nothing
     */
    default GatewayAnswer<Optional<String>> find(MadeObject kind, OperationKey key, String within) {
        return GatewayAnswer.unsupported(Capability.FIND_BY_KEY);
    }

    /**
     * Whether a request is the gateway's, and what it says. Asks nobody; the time is the injected clock's.
     *
     * @param request the request
     * @return the verdict
     */
    WebhookVerdict verify(WebhookRequest request);
}
