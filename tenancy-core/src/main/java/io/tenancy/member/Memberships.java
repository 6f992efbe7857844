package io.tenancy.member;

import io.tenancy.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person's way into tenants, seen from outside of them: works whatever is bound on the thread, each call in a transaction of its own;
 * but where a principal is bound, only that person's own ways are known. Thread-safe.
 */
public interface Memberships {
    /**
     * Where a person is an active member.
     *
     * @param account the person, who has signed in
     * @return by key; empty if nowhere
     */
    List<Membership> of(UUID account);

    /**
     * What an invitation offers.
     *
     * @param token what was mailed
     * @return the offer; empty unless it is good
     */
    Optional<InvitationOffer> look(String token);

    /**
     * Accepts an invitation. The account has to have the address that was invited, which is proved by that. Of many who accept one at
     * once, one wins.
     *
     * @param token what was mailed
     * @param account who accepts, and has signed in
     * @return the tenant it is a member of now
     * @throws io.tenancy.TenancyException with {@link io.tenancy.ErrorCode#ACCOUNT_NOT_FOUND} if another person is bound, with
     *     {@link io.tenancy.ErrorCode#INVITATION_INVALID} unless the invitation is good, with
     *     {@link io.tenancy.ErrorCode#INVITATION_FOR_ANOTHER} if it is for another address, with
     *     {@link io.tenancy.ErrorCode#MEMBER_EXISTS} if the person is a member already
     * @throws io.tenancy.authorization.EscalationRefusedException if whoever invited does not hold the role any more
     */
    TenantId accept(String token, UUID account);
}
