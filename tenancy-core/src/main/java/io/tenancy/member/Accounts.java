package io.tenancy.member;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People and what proves who they are. An account belongs to no tenant: every method works outside of them, whatever is bound on the
 * thread, in a transaction of its own; but where a principal is bound, methods that take an id know that principal's own account and no
 * other. Thread-safe. Sends no mail: it gives back the link, and whoever called mails it.
 *
 * <pre>{@code
 * Account ann = accounts.create(EmailAddress.of("ann@harbour.example"), "Ann", "four words that fit");
 * accounts.requestEmailProof(ann.id(), ann.email()).ifPresent(link -> mails.send(link.to(), page + link.token()));
 *
 * SignIn attempt = accounts.signIn(EmailAddress.of(typed), password, null);
 * if (attempt.outcome() == SignIn.Outcome.SIGNED_IN) { .. }
 * }</pre>
 *
 * <p>An address that nobody has, a wrong password and a disabled account look the same and take the same time. From the fifth failure on
 * with one address it is locked for a minute, then two, four, up to an hour, whether anybody has it or not; a success forgets the
 * failures, a new password by link too.
 *
 * <p>Times are those of the injected clock. Every method fails with {@link io.tenancy.ErrorCode#CONNECTION_FAILED} if the server cannot
 * be reached. Methods that take a token fail with {@link LinkInvalidException} unless it is good; of many who use one at once, one wins.
 * Methods that take a new password fail with {@link io.tenancy.ErrorCode#PASSWORD_REFUSED}, see {@link Passwords}.
 */
public interface Accounts {
    /**
     * Makes an account. Its address is unproved.
     *
     * @param email the address
     * @param name how the person is called, 1 to 200 characters
     * @param password the password
     * @return the account
     * @throws EmailTakenException if another account has the address; mind who is told
     */
    Account create(EmailAddress email, String name, String password);

    /**
     * Finds an account.
     *
     * @param id its id
     * @return the account, active or not; or empty
     */
    Optional<Account> find(UUID id);

    /**
     * Looks whether it is the person. Makes no session.
     *
     * @param email the address
     * @param password the password
     * @param code the code of the authenticator or a recovery code; null if none was asked for yet
     * @return what became of it
     */
    SignIn signIn(EmailAddress email, String password, @Nullable String code);

    /**
     * Sets a new password in place of the present one. Links that were mailed before lead nowhere any more.
     *
     * @param id the account
     * @param present the present password; a wrong one counts as a failed attempt
     * @param password the new one
     * @throws SignInRefusedException if the present one is wrong
     */
    void changePassword(UUID id, String present, String password);

    /**
     * Begins setting a new password for whoever forgot the old one. Good for an hour.
     *
     * @param email the address
     * @return what to mail; empty if nobody has the address, or five are open already. Answer the visitor the same in both cases
     */
    Optional<MailedLink> requestPasswordReset(EmailAddress email);

    /**
     * Sets a new password by link. Proves the address, unlocks the account, and spends every other link of the account.
     *
     * @param token what was mailed
     * @param password the new password
     * @return whose it is
     */
    UUID resetPassword(String token, String password);

    /**
     * Begins proving an address: the present one, or another one that is to take its place. Good for a day.
     *
     * @param id the account
     * @param email the address to prove
     * @return what to mail there; empty if the account is unknown or disabled, or five are open already
     */
    Optional<MailedLink> requestEmailProof(UUID id, EmailAddress email);

    /**
     * Makes the address that got the mail the account's.
     *
     * @param token what was mailed
     * @return the account
     * @throws EmailTakenException if another account has it by now
     */
    UUID confirmEmail(String token);

    /**
     * Looks whether a link is good, without using it.
     *
     * @param token what was mailed
     * @return what it is for, or empty
     */
    Optional<MailedLink.Purpose> checkLink(String token);

    /**
     * Proposes a second factor. Counts for nothing yet; proposing again replaces it.
     *
     * @param id the account
     * @return what to show, once
     * @throws io.tenancy.TenancyException with {@link io.tenancy.ErrorCode#SECOND_FACTOR_STATE} if the account has a second factor, with
     *     {@link io.tenancy.ErrorCode#KEYSET_MISSING} if there are no keys to seal its secret with
     */
    TotpEnrolment proposeSecondFactor(UUID id);

    /**
     * Switches the proposed second factor on.
     *
     * @param id the account
     * @param code what the authenticator shows
     * @return ten recovery codes, each good once, told this once
     * @throws SignInRefusedException if the code is wrong
     * @throws io.tenancy.TenancyException with {@link io.tenancy.ErrorCode#SECOND_FACTOR_STATE} if none is proposed
     */
    List<String> confirmSecondFactor(UUID id, String code);

    /**
     * Makes new recovery codes; the old ones are void.
     *
     * @param id the account
     * @param password the password
     * @param code what the authenticator shows, or a recovery code
     * @return ten codes, told this once
     * @throws SignInRefusedException if it may be somebody else
     */
    List<String> replaceRecoveryCodes(UUID id, String password, String code);

    /**
     * Switches the second factor off.
     *
     * @param id the account
     * @param password the password
     * @param code what the authenticator shows, or a recovery code
     * @throws SignInRefusedException if it may be somebody else
     */
    void disableSecondFactor(UUID id, String password, String code);
}
