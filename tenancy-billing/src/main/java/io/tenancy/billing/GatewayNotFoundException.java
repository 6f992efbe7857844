package io.tenancy.billing;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Collection;
import java.util.Map;

/** No gateway, or no kind of gateway, has this name. */
public final class GatewayNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    GatewayNotFoundException(String name, Collection<String> known) {
        super(
                ErrorCode.GATEWAY_NOT_FOUND,
                "There is no gateway of this name",
                "Known are: " + String.join(", ", known),
                Map.of("gateway", name),
                null);
    }
}
