package io.tenancy.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;
import java.util.UUID;

/** The tenant has no member of this id, or none that is active. */
public final class MemberNotFoundException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param account who is none
     */
    public MemberNotFoundException(UUID account) {
        super(
                ErrorCode.MEMBER_NOT_FOUND,
                "The tenant has no such active member",
                "tenancyctl member list shows the members",
                Map.of("account", account.toString()),
                null);
    }
}
