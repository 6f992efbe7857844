package io.tenancy.jdbc.failure;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Another tenant, principal or branch set was bound in the middle of a transaction. The context of a transaction never changes; the
 * statement was not sent.
 */
public final class TenantSwitchException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param began what the transaction began with
     * @param now what is bound now
     */
    public TenantSwitchException(TenantBinding began, TenantBinding now) {
        super(
                ErrorCode.TENANT_SWITCH_IN_TRANSACTION,
                "The transaction began for another tenant, principal or branch set",
                "Commit or roll back first, or open the inner scope on a connection of its own",
                ids(began, now),
                null);
    }

    private static Map<String, String> ids(TenantBinding began, TenantBinding now) {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("began", began.tenant().key().value());
        ids.put("bound", now.tenant().key().value());
        return ids;
    }
}
