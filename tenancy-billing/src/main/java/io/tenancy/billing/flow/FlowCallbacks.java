package io.tenancy.billing.flow;

import io.tenancy.billing.ObjectRef;
import io.tenancy.billing.ProviderEvent;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import io.tenancy.billing.WebhookVerdict.Why;
import io.tenancy.billing.internal.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flow's callbacks: a form with a token and no signature. Anybody can send one, so it says nothing but what to ask for, and every form is
 * taken alike: who guesses learns nothing. A token comes again when its payment has changed; within a minute it is the same event.
 * Thread-safe.
 */
final class FlowCallbacks {
    static final String OF_REFUND = "of=refund";
    private static final Pattern TOKEN = Pattern.compile("(?:.*&)?token=([A-Za-z0-9]{8,128})(?:&.*)?");
    private static final int LONGEST = 2_000;

    private final Clock clock;

    FlowCallbacks(Clock clock) {
        this.clock = clock;
    }

    WebhookVerdict verify(WebhookRequest request) {
        if (!request.method().equals("POST")) {
            return WebhookVerdict.rejected(Why.METHOD);
        }
        String form = request.body().length > LONGEST ? "" : new String(request.body(), StandardCharsets.US_ASCII);
        Matcher token = TOKEN.matcher(form);
        if (!token.matches() || request.query().contains(OF_REFUND)) {
            return new WebhookVerdict.Accepted(List.of());
        }
        Instant now = clock.instant();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        String id = KeyedHash.hex(
                        "HmacSHA256", "token of a callback", token.group(1).getBytes(StandardCharsets.US_ASCII))
                + "-" + minute.getEpochSecond();
        return WebhookVerdict.accepted(
                new ProviderEvent(id, "callback", minute, new ObjectRef(ObjectRef.Kind.PAYMENT, token.group(1))));
    }
}
