package io.tenancy.billing.outgoing;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import java.util.UUID;

/** The tenant has no endpoint, or has sent no message, of this id. */
public final class WebhookNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    WebhookNotFoundException(String what, UUID id) {
        super(
                ErrorCode.WEBHOOK_NOT_FOUND,
                "The tenant has no such webhook " + what,
                "Look at those it has",
                Map.of(what, id.toString()),
                null);
    }
}
