package io.tenancy.billing.outgoing;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** Webhooks are not sent there: the address is not an https address of the public internet. The message does not repeat its path. */
public final class TargetRefusedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    TargetRefusedException(String why) {
        super(
                ErrorCode.WEBHOOK_TARGET_REFUSED,
                "Webhooks are not sent there: " + why,
                "Give an https address with a name in public DNS whose addresses are all public",
                Map.of(),
                null);
    }
}
