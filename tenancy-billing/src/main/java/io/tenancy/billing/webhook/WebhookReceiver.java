package io.tenancy.billing.webhook;

import io.tenancy.billing.Gateways;
import io.tenancy.billing.PaymentGateway;
import io.tenancy.billing.WebhookRequest;
import io.tenancy.billing.WebhookVerdict;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks from whatever HTTP server the application has: give it method, query, headers and the body's raw bytes, and answer with the
 * status that it gives. It verifies, writes down, and that is all: no gateway is asked, so it answers within milliseconds whatever the
 * gateway does. Thread-safe.
 *
 * <pre>{@code
 * WebhookReceiver receiver = WebhookReceiver.over(worker, gateways, clock);
 * int status = receiver.receive("stripe", new WebhookRequest(method, query, headers, bytes));
 * }</pre>
 */
public final class WebhookReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;

    private final Gateways gateways;
    private final EventInbox inbox;

    private WebhookReceiver(Gateways gateways, EventInbox inbox) {
        this.gateways = gateways;
        this.inbox = inbox;
    }

    /**
     * Makes one.
     *
     * @param worker connects as {@code tenancy_worker}
     * @param gateways whose webhooks it takes
     * @param clock says when they came
     * @return the receiver
     */
    public static WebhookReceiver over(DataSource worker, Gateways gateways, Clock clock) {
        return new WebhookReceiver(gateways, new EventInbox(worker, clock));
    }

    /**
     * Takes one.
     *
     * @param gateway by its name in the path of the request
     * @param request as it came in
     * @return 200 if it is written down, 404 for a gateway that there is not, 413 for a body over {@link WebhookRequest#LARGEST_BODY},
     *     400 if it is not believed; the reason is in the log only
     * @throws io.tenancy.TenancyException if it cannot be written down: answer 503, and the gateway sends it again
     */
    public int receive(String gateway, WebhookRequest request) {
        Optional<PaymentGateway> found = gateways.find(gateway);
        if (found.isEmpty()) {
            return NOT_FOUND;
        }
        if (request.body().length > WebhookRequest.LARGEST_BODY) {
            return TOO_LARGE;
        }
        WebhookVerdict verdict = found.get().verify(request);
        if (verdict instanceof WebhookVerdict.Accepted accepted) {
            inbox.write(gateway, found.get().mode(), accepted.events());
            return OK;
        }
        LOG.warn("A webhook for gateway {} is not believed: {}", gateway, verdict);
        return BAD_REQUEST;
    }
}
