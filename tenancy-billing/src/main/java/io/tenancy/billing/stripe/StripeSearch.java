package io.tenancy.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.model.HasId;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.checkout.SessionListParams;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.MadeObject;
import io.tenancy.billing.OperationKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what an operation made. Lists are as new as can be; only customers need Stripe's search, whose index is a minute behind: it
 * is for operations that are a day old. Thread-safe.
 */
final class StripeSearch {
    private static final long PAGE = 100;

    private final StripeClient client;

    StripeSearch(StripeClient client) {
        this.client = client;
    }

    GatewayAnswer<Optional<String>> price(String lookupKey) {
        PriceListParams params =
                PriceListParams.builder().addLookupKey(lookupKey).setLimit(1L).build();
        return StripeErrors.asking(() -> first(client.v1().prices().list(params).getData()));
    }

    GatewayAnswer<Optional<String>> find(MadeObject kind, OperationKey key, String within) {
        String text = key.text();
        return switch (kind) {
            case PRICE -> price(within);
            case CUSTOMER -> {
                CustomerSearchParams params = CustomerSearchParams.builder()
                        .setQuery("metadata['" + StripeSnapshots.REFERENCE + "']:'" + text + "'")
                        .build();
                yield StripeErrors.asking(
                        () -> first(client.v1().customers().search(params).getData()));
            }
            case SUBSCRIPTION -> {
                SubscriptionListParams params = SubscriptionListParams.builder()
                        .setCustomer(within.isEmpty() ? null : within)
                        .setStatus(SubscriptionListParams.Status.ALL)
                        .setLimit(PAGE)
                        .build();
                yield StripeErrors.asking(() -> first(
                        client.v1().subscriptions().list(params).autoPagingIterable(),
                        it -> text.equals(it.getMetadata().get(StripeSnapshots.REFERENCE))));
            }
            case CHECKOUT -> {
                SessionListParams.Builder params = SessionListParams.builder().setLimit(PAGE);
                if (!within.isEmpty()) {
                    params.setCustomer(within);
                }
                yield StripeErrors.asking(() -> first(
                        client.v1().checkout().sessions().list(params.build()).autoPagingIterable(),
                        it -> text.equals(it.getClientReferenceId())));
            }
            case REFUND -> {
                RefundListParams params = RefundListParams.builder()
                        .setPaymentIntent(within)
                        .setLimit(PAGE)
                        .build();
                yield StripeErrors.asking(() -> first(
                        client.v1().refunds().list(params).autoPagingIterable(),
                        it -> text.equals(it.getMetadata().get(StripeSnapshots.REFERENCE))));
            }
        };
    }

    private static Optional<String> first(Iterable<? extends HasId> found) {
        return first(found, it -> true);
    }

    private static <T extends HasId> Optional<String> first(
            Iterable<T> found, java.util.function.Predicate<? super T> wanted) {
        for (T it : found) {
            if (wanted.test(it)) {
                @Nullable String id = it.getId();
                return Optional.ofNullable(id);
            }
        }
        return Optional.empty();
    }
}
