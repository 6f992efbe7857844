package io.tenancy.apikey;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/**
 * A key was not accepted. Unknown, foreign and wrong keys are {@link ErrorCode#API_KEY_INVALID} alike; more is told only to whoever
 * presents the right secret.
 */
public final class ApiKeyRefusedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param code why
     * @param problem why, for people
     * @param remedy what to do next
     * @param ids no secret
     */
    public ApiKeyRefusedException(ErrorCode code, String problem, String remedy, Map<String, String> ids) {
        super(code, problem, remedy, ids, null);
    }

    /**
     * For keys of which nothing more may be told.
     *
     * @return the same for all
     */
    public static ApiKeyRefusedException invalid() {
        return new ApiKeyRefusedException(
                ErrorCode.API_KEY_INVALID, "The API key is not accepted", "Check the key, or make a new one", Map.of());
    }
}
