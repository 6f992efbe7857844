package io.tenancy.billing.webhook;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** No event of this id came in from the gateway. */
public final class EventNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    EventNotFoundException(String gateway, String id) {
        super(
                ErrorCode.EVENT_NOT_FOUND,
                "No such event came in",
                "Look at those that came",
                Map.of("gateway", gateway, "event", id),
                null);
    }
}
