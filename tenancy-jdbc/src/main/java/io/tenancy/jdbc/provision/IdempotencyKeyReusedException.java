package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** An idempotency key was used before, for something else. */
public final class IdempotencyKeyReusedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    IdempotencyKeyReusedException(String key) {
        super(
                ErrorCode.IDEMPOTENCY_KEY_REUSED,
                "The idempotency key was used for another order",
                "Use a new key for a new order, and the same one only to repeat the same order",
                Map.of("idempotencyKey", key),
                null);
    }
}
