package io.tenancy.resolve;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.internal.Printable;
import java.util.Map;

/** The text is no host name that a request may carry. */
public final class InvalidHostException extends TenancyException {
    private static final long serialVersionUID = 1L;

    InvalidHostException(String why, String text) {
        super(
                ErrorCode.HOST_INVALID,
                "Not a host name: " + why,
                "Send a DNS name, an IPv4 address or a bracketed IPv6 address, with at most one port",
                Map.of("host", Printable.of(text)),
                null);
    }
}
