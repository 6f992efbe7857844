package io.tenancy.jdbc.internal.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.member.Account;
import io.tenancy.member.Accounts;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.MailedLink;
import io.tenancy.member.SignIn;
import io.tenancy.member.TotpEnrolment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has signed in to a tenant knows its own account by id, and no other: those of other tenants are told from none only by the
 * ids that a page passes on. Thread-safe.
 */
final class OwnAccounts implements Accounts {
    private final Accounts all;

    OwnAccounts(Accounts all) {
        this.all = all;
    }

    static boolean isForeign(UUID account) {
        TenantBinding bound = TenantContext.current();
        return bound != null
                && bound.principal() != null
                && !bound.principal().id().equals(account);
    }

    static TenancyException unknown(UUID account) {
        return new TenancyException(
                ErrorCode.ACCOUNT_NOT_FOUND,
                "There is no active account of this id",
                "Look where the id comes from",
                Map.of("account", account.toString()),
                null);
    }

    private static UUID own(UUID account) {
        if (isForeign(account)) {
            throw unknown(account);
        }
        return account;
    }

    @Override
    public Account create(EmailAddress email, String name, String password) {
        return all.create(email, name, password);
    }

    @Override
    public Optional<Account> find(UUID id) {
        return isForeign(id) ? Optional.empty() : all.find(id);
    }

    @Override
    public SignIn signIn(EmailAddress email, String password, @Nullable String code) {
        return all.signIn(email, password, code);
    }

    @Override
    public void changePassword(UUID id, String present, String password) {
        all.changePassword(own(id), present, password);
    }

    @Override
    public Optional<MailedLink> requestPasswordReset(EmailAddress email) {
        return all.requestPasswordReset(email);
    }

    @Override
    public UUID resetPassword(String token, String password) {
        return all.resetPassword(token, password);
    }

    @Override
    public Optional<MailedLink> requestEmailProof(UUID id, EmailAddress email) {
        return isForeign(id) ? Optional.empty() : all.requestEmailProof(id, email);
    }

    @Override
    public UUID confirmEmail(String token) {
        return all.confirmEmail(token);
    }

    @Override
    public Optional<MailedLink.Purpose> checkLink(String token) {
        return all.checkLink(token);
    }

    @Override
    public TotpEnrolment proposeSecondFactor(UUID id) {
        return all.proposeSecondFactor(own(id));
    }

    @Override
    public List<String> confirmSecondFactor(UUID id, String code) {
        return all.confirmSecondFactor(own(id), code);
    }

    @Override
    public List<String> replaceRecoveryCodes(UUID id, String password, String code) {
        return all.replaceRecoveryCodes(own(id), password, code);
    }

    @Override
    public void disableSecondFactor(UUID id, String password, String code) {
        all.disableSecondFactor(own(id), password, code);
    }
}
