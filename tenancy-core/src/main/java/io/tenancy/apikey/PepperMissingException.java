package io.tenancy.apikey;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** A key was hashed with a pepper that this node was not given. */
public final class PepperMissingException extends TenancyException {
    private static final long serialVersionUID = 1L;

    PepperMissingException(String pepperId) {
        super(
                ErrorCode.API_KEY_PEPPER_MISSING,
                pepperId.isEmpty()
                        ? "The key was hashed without a pepper, and this node accepts only peppered ones"
                        : "The key was hashed with a pepper that this node does not have",
                pepperId.isEmpty()
                        ? "Rotate the key, or end " + Peppers.VARIABLE + " with ,plain until all are rotated"
                        : "Add it to " + Peppers.VARIABLE,
                Map.of("pepper", pepperId),
                null);
    }
}
