package io.tenancy.member;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The members of one tenant: of the bound one, on behalf of the bound principal. As thread-safe as what it works in: by itself, every
 * method is a transaction of its own.
 *
 * <pre>{@code
 * IssuedInvitation issued = tenancy.members().invite(EmailAddress.of("bob@harbour.example"), "practitioner", null);
 * mails.send(issued.invitation().email(), page + issued.token());
 * // later, outside of the tenant, for whoever came with the token and has an account of that address:
 * TenantId harbour = tenancy.memberships().accept(token, bob.id());
 * }</pre>
 *
 * <p>Held by the database on every path: whoever invites, or removes somebody, holds {@code roles:manage} and all that is given or taken,
 * at that place, at that moment; the last owner stays; nobody becomes a member but by an invitation or an operator. A method that would
 * break one of these fails with {@link io.tenancy.authorization.EscalationRefusedException},
 * {@link io.tenancy.authorization.LastOwnerException} or, with no principal bound,
 * {@link io.tenancy.authorization.PermissionDeniedException}. Methods that name a member fail with {@link MemberNotFoundException} if the
 * tenant has none of this id.
 */
public interface Members {
    /** For how long an invitation is good if nobody says otherwise. */
    Duration INVITATION_LIFE = Duration.ofDays(7);

    /**
     * The same, with a reason for the audit trail.
     *
     * @param reason one sentence
     * @return the members
     */
    Members because(String reason);

    /**
     * All members.
     *
     * @return active or not, by name
     */
    List<Member> list();

    /**
     * One member.
     *
     * @param account the person
     * @return the member, active or not; or empty
     */
    Optional<Member> find(UUID account);

    /**
     * Invites somebody for {@link #INVITATION_LIFE}. An open invitation of the same address is revoked.
     *
     * @param email whom
     * @param role the key of the role it gets, of the tenant or the application
     * @param branch where; null for the whole tenant
     * @return the invitation, with its token
     * @throws io.tenancy.TenancyException with {@link io.tenancy.ErrorCode#MEMBER_EXISTS} if an active member has the address
     * @throws io.tenancy.authorization.AccessNotFoundException if there is no such role or branch
     */
    IssuedInvitation invite(EmailAddress email, String role, @Nullable UUID branch);

    /**
     * As {@link #invite(EmailAddress, String, UUID)}, for another time.
     *
     * @param email whom
     * @param role the key of the role it gets
     * @param branch where; null for the whole tenant
     * @param life for how long, up to 90 days
     * @return the invitation, with its token
     */
    IssuedInvitation invite(EmailAddress email, String role, @Nullable UUID branch, Duration life);

    /**
     * All invitations.
     *
     * @return the latest first
     */
    List<Invitation> invitations();

    /**
     * Takes an invitation back.
     *
     * @param invitation its id
     * @return false if there is none that is neither accepted nor revoked
     */
    @CanIgnoreReturnValue
    boolean revokeInvitation(UUID invitation);

    /**
     * Changes how the tenant calls a member.
     *
     * @param account the member
     * @param name 1 to 200 characters
     */
    void rename(UUID account, String name);

    /**
     * Lets a member not work any more. It loses its grants and groups, and what it invited is revoked, at once.
     *
     * @param account the member
     */
    void deactivate(UUID account);

    /**
     * Lets a member work again. It holds nothing until somebody grants it something.
     *
     * @param account the member
     */
    void reactivate(UUID account);

    /**
     * Removes a member, as {@link #deactivate} and for good. Everybody may remove itself.
     *
     * @param account the member
     */
    void remove(UUID account);

    /**
     * Makes one member an owner in place of another.
     *
     * @param from an owner
     * @param to an active member
     */
    void transferOwnership(UUID from, UUID to);

    /**
     * How many seats are taken: active members and open invitations.
     *
     * @return the number
     */
    long seats();
}
