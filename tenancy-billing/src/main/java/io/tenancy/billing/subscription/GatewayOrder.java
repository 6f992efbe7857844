package io.tenancy.billing.subscription;

import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.OperationKey;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.PlanPrice;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something to be made at a gateway, once. Immutable.
 *
 * @param gateway where
 * @param key what makes it the same
 * @param made what it makes; null if it only changes something, which doing again does not harm
 * @param within the customer or payment it belongs to; empty for none
 * @param request everything it says, to know it again; only its hash is kept
 * @param send sends it
 * @param idOf the gateway's id of what was made
 * @param byId asks for what was made; null if it cannot be asked for again
 * @param price what is sold with it, for one period; null for nothing
 * @param quantity how many times
 * @param <T> what it gives
 */
record GatewayOrder<T>(
        PaymentGateway gateway,
        OperationKey key,
        @Nullable MadeObject made,
        String within,
        String request,
        Function<PaymentGateway, GatewayAnswer<T>> send,
        Function<T, String> idOf,
        @Nullable Function<String, GatewayAnswer<T>> byId,
        @Nullable PlanPrice price,
        long quantity) {
    GatewayOrder(
            PaymentGateway gateway,
            OperationKey key,
            @Nullable MadeObject made,
            String within,
            String request,
            Function<PaymentGateway, GatewayAnswer<T>> send,
            Function<T, String> idOf,
            @Nullable Function<String, GatewayAnswer<T>> byId) {
        this(gateway, key, made, within, request, send, idOf, byId, null, 1);
    }
}
