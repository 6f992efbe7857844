package io.tenancy.billing.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import io.tenancy.billing.GatewayAnswer;
import io.tenancy.billing.GatewayAnswer.Reason;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an exception of Stripe's library means. Its message may name people and cards, so it goes no further. Stateless. */
final class StripeErrors {
    static final String NOT_CONNECTED = "no connection";
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,60}");

    private StripeErrors() {}

    /** A call of Stripe's library. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws StripeException;
    }

    /** A call that changes something: without an answer, nobody knows. */
    static <T> GatewayAnswer<T> changing(Call<T> call) {
        try {
            return GatewayAnswer.done(call.make());
        } catch (StripeException e) {
            return answer(e, true);
        }
    }

    /** A call that only asks: without an answer, nothing has happened. */
    static <T> GatewayAnswer<T> asking(Call<T> call) {
        try {
            return GatewayAnswer.done(call.make());
        } catch (StripeException e) {
            return answer(e, false);
        }
    }

    private static <T> GatewayAnswer<T> answer(StripeException e, boolean changing) {
        if (e instanceof CardException) {
            return new GatewayAnswer.Refused<>(Reason.PAYMENT, code(e.getCode(), "card_error"));
        } else if (e instanceof AuthenticationException || e instanceof PermissionException) {
            return new GatewayAnswer.Refused<>(Reason.CREDENTIALS, code(e.getCode(), "not_allowed"));
        } else if (e instanceof IdempotencyException) {
            return new GatewayAnswer.Refused<>(Reason.CONFLICT, code(e.getCode(), "idempotency_error"));
        } else if (e instanceof RateLimitException) {
            return new GatewayAnswer.Unavailable<>("too many requests");
        } else if (e instanceof ApiConnectionException) {
            return noAnswer(changing && !NOT_CONNECTED.equals(e.getMessage()), "no answer");
        }
        Integer status = e.getStatusCode();
        if (status == null || status >= 500 || status == 409) {
            return noAnswer(changing, "status " + status);
        }
        boolean missing = status == 404 || "resource_missing".equals(e.getCode());
        return new GatewayAnswer.Refused<>(
                missing ? Reason.NOT_FOUND : Reason.REQUEST, code(e.getCode(), "invalid_request"));
    }

    private static <T> GatewayAnswer<T> noAnswer(boolean unknown, String why) {
        return unknown ? new GatewayAnswer.Unknown<>(why) : new GatewayAnswer.Unavailable<>(why);
    }

    private static String code(@Nullable String code, String otherwise) {
        return code != null && CODE.matcher(code).matches() ? code : otherwise;
    }
}
