package io.tenancy.billing;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** A gateway is set up in a way that cannot work, or that would charge real cards in a test. */
public final class GatewayMisconfiguredException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Reports it.
     *
     * @param gateway which
     * @param problem what is wrong, without any secret
     */
    public GatewayMisconfiguredException(String gateway, String problem) {
        super(
                ErrorCode.GATEWAY_MISCONFIGURED,
                problem,
                "Set it under gateways in tenancy.yaml, secrets as ${ENV}",
                Map.of("gateway", gateway),
                null);
    }
}
