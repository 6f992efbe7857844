package io.tenancy.jdbc.failure;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;

/**
 * The statement would write the settings that carry the tenant, would outlive the transaction that carries them, or hides the end of
 * a transaction in a text with other work. It was not sent.
 */
public final class ProtectedContextException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param problem what the statement does, one sentence without a final stop
     * @param remedy what to do instead, one sentence without a final stop
     */
    public ProtectedContextException(String problem, String remedy) {
        super(ErrorCode.TENANT_SETTING_PROTECTED, problem, remedy);
    }
}
