package io.tenancy.jdbc.internal.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.authorization.AccessRefusals;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What the database means when it refuses a change of members: as for grants, and some words of its own. */
final class MemberRefusals {
    private MemberRefusals() {}

    static Map<String, Function<SQLException, TenancyException>> all() {
        Map<String, Function<SQLException, TenancyException>> refusals = new HashMap<>(AccessRefusals.adding());
        refusals.put(
                "TN032",
                e -> new TenancyException(
                        ErrorCode.INVITATION_FOR_ANOTHER,
                        "The invitation is for another address",
                        "Sign in with the account of that address, or make one",
                        Map.of(),
                        e));
        refusals.put("TN033", MemberRefusals::exists);
        refusals.put(
                "23505",
                e -> new TenancyException(
                        ErrorCode.MEMBER_EXISTS,
                        "Somebody invited this address at the same time",
                        "Try again",
                        Map.of(),
                        e));
        return refusals;
    }

    private static TenancyException exists(SQLException cause) {
        return new TenancyException(
                ErrorCode.MEMBER_EXISTS,
                "The person is a member of the tenant already",
                "Grant the role instead; tenancyctl grant list shows what it has",
                Map.of(),
                cause);
    }
}
