package io.tenancy.jdbc.internal.apikey;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.apikey.ApiKeyRefusedException;
import io.tenancy.authorization.EscalationRefusedException;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;

/** What the database means when it refuses a change of keys. */
public final class KeyRefusals {
    /** By SQLSTATE. */
    public static final Map<String, Function<SQLException, TenancyException>> ALL = Map.of(
            "TN051", e -> new EscalationRefusedException("A principal ends keys of its own, or manages roles", e),
            "TN020", e -> new EscalationRefusedException("Whoever the key acts for does not hold all of its scopes", e),
            "TN027", e -> new EscalationRefusedException("An API key makes no API keys", e),
            "TN050",
                    e -> new ApiKeyRefusedException(
                            ErrorCode.API_KEY_REVOKED, "The key has ended", "Make a new one", Map.of()),
            "23503",
                    e -> new TenancyException(
                            ErrorCode.API_KEY_SCOPE_EXCEEDED,
                            "A scope is no permission of the application",
                            "Declare it in tenancy.yaml under permissions, or correct it",
                            Map.of(),
                            e));

    private KeyRefusals() {}
}
