package io.tenancy.jdbc.internal.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.jdbc.secret.SecretKeyset;
import io.tenancy.member.Account;
import io.tenancy.member.Accounts;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.EmailTakenException;
import io.tenancy.member.LinkInvalidException;
import io.tenancy.member.MailedLink;
import io.tenancy.member.Passwords;
import io.tenancy.member.SignIn;
import io.tenancy.member.SignInRefusedException;
import io.tenancy.member.Totp;
import io.tenancy.member.TotpEnrolment;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Accounts through the functions of the control plane: needs no more than the application's own connection. */
public final class JdbcAccounts implements Accounts {
    private static final Duration RESET_LIFE = Duration.ofHours(1);
    private static final Duration PROOF_LIFE = Duration.ofDays(1);
    private static final int NAME_LIMIT = 200;

    private final AccountSql sql;
    private final PasswordHashes hashes;
    private final SecondFactor factor;
    private final SignInCheck check;
    private final TimeOrderedIds ids;
    private final String issuer;

    /**
     * Works through one connection source.
     *
     * @param source connects as the application or the admin, and binds no tenant
     * @param clock stamps and expires
     * @param keys seals second factors; null if there are none
     * @param issuer the application's name, as authenticators show it
     */
    public JdbcAccounts(DataSource source, Clock clock, @Nullable SecretKeyset keys, String issuer) {
        this(source, clock, keys, issuer, subject -> {});
    }

    /**
     * Works through one connection source, and tells of failures.
     *
     * @param source connects as the application or the admin, and binds no tenant
     * @param clock stamps and expires
     * @param keys seals second factors; null if there are none
     * @param issuer the application's name, as authenticators show it
     * @param failed is told who failed to sign in; returns at once
     */
    public JdbcAccounts(
            DataSource source, Clock clock, @Nullable SecretKeyset keys, String issuer, Consumer<String> failed) {
        this(source, clock, keys, issuer, PasswordHashes.standard(), failed);
    }

    JdbcAccounts(DataSource source, Clock clock, @Nullable SecretKeyset keys, String issuer, PasswordHashes hashes) {
        this(source, clock, keys, issuer, hashes, subject -> {});
    }

    private JdbcAccounts(
            DataSource source,
            Clock clock,
            @Nullable SecretKeyset keys,
            String issuer,
            PasswordHashes hashes,
            Consumer<String> failed) {
        this.sql = new AccountSql(source, clock);
        this.hashes = hashes;
        this.factor = new SecondFactor("account", keys);
        this.check = new SignInCheck(sql, hashes, factor, failed);
        this.ids = new TimeOrderedIds(clock);
        this.issuer = issuer;
    }

    @Override
    public Account create(EmailAddress email, String name, String password) {
        String called = requireName(name);
        // Hashed before anybody knows whether the address is free, so that both take as long.
        String hash = hashes.hash(Passwords.requireGood(password, email.value(), called));
        UUID id = ids.next();
        if (!sql.ask(
                "create an account",
                "tenancy.account_create(?, ?, ?, ?, ?)",
                id,
                email.value(),
                called,
                hash,
                AccountSql.at(sql.now()))) {
            throw new EmailTakenException();
        }
        return require(id);
    }

    static String requireName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.codePointCount(0, stripped.length()) > NAME_LIMIT
                || stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw new TenancyException(
                    ErrorCode.USAGE, "A name has 1 to " + NAME_LIMIT + " characters on one line", "Give another one");
        }
        return stripped;
    }

    @Override
    public Optional<Account> find(UUID id) {
        return sql.find(id);
    }

    private Account require(UUID id) {
        return find(id).filter(Account::active).orElseThrow(() -> OwnAccounts.unknown(id));
    }

    @Override
    public SignIn signIn(EmailAddress email, String password, @Nullable String code) {
        return check.signIn(email, password, code, (connection, id, checked, now) -> true);
    }

    @Override
    public void changePassword(UUID id, String present, String password) {
        Account account = require(id);
        String hash =
                hashes.hash(Passwords.requireGood(password, account.email().value(), account.name()));
        Instant now = sql.now();
        AccountSql.Attempt attempt = sql.attempt(account.email(), now);
        Instant until = attempt.lockedUntil();
        if (until != null) {
            throw new SignInRefusedException(SignIn.locked(until));
        }
        if (!hashes.matches(present, attempt.passwordHash())
                || !sql.ask(
                        "change a password",
                        "tenancy.account_set_password(?, ?, ?, ?)",
                        id,
                        attempt.passwordHash(),
                        hash,
                        AccountSql.at(now))) {
            throw new SignInRefusedException(SignIn.not(SignIn.Outcome.REFUSED));
        }
    }

    @Override
    public Optional<MailedLink> requestPasswordReset(EmailAddress email) {
        return issue(MailedLink.Purpose.PASSWORD_RESET, null, email, RESET_LIFE);
    }

    @Override
    public Optional<MailedLink> requestEmailProof(UUID id, EmailAddress email) {
        return issue(MailedLink.Purpose.EMAIL, id, email, PROOF_LIFE);
    }

    private Optional<MailedLink> issue(
            MailedLink.Purpose purpose, @Nullable UUID account, EmailAddress email, Duration life) {
        Instant now = sql.now();
        MailedLink link = new MailedLink(Tokens.next(), email, purpose, now.plus(life));
        boolean issued = sql.ask(
                "issue a link",
                "tenancy.account_issue_link(?, ?, ?, ?, ?, ?)",
                Tokens.hash(link.token()),
                purpose.name(),
                account,
                email.value(),
                AccountSql.at(now),
                AccountSql.at(link.expiresAt()));
        return issued ? Optional.of(link) : Optional.empty();
    }

    @Override
    public UUID resetPassword(String token, String password) {
        // Before the link is spent: a password that is no good must not cost it.
        String hash = hashes.hash(Passwords.requireGood(password));
        return redeem("tenancy.account_reset_password(?, ?, ?)", tokenHash(token), hash, AccountSql.at(sql.now()));
    }

    @Override
    public UUID confirmEmail(String token) {
        return redeem("tenancy.account_confirm_email(?, ?)", tokenHash(token), AccountSql.at(sql.now()));
    }

    private UUID redeem(String call, Object... binds) {
        try {
            return sql.transact(connection -> Jdbc.first(
                            connection,
                            "select id from " + call + " id where id is not null",
                            row -> row.getObject(1, UUID.class),
                            binds)
                    .orElseThrow(LinkInvalidException::new));
        } catch (SQLException e) {
            throw AccountSql.isTaken(e) ? new EmailTakenException() : ServerFailure.of("redeem a link", e);
        }
    }

    private static byte[] tokenHash(String token) {
        if (token.length() > Tokens.LONGEST) {
            throw new LinkInvalidException();
        }
        return Tokens.hash(token);
    }

    @Override
    public Optional<MailedLink.Purpose> checkLink(String token) {
        if (token.length() > Tokens.LONGEST) {
            return Optional.empty();
        }
        return sql.call(
                "look at a link",
                connection -> Jdbc.first(
                        connection,
                        "select purpose from tenancy.account_by_link(?, ?)",
                        row -> MailedLink.Purpose.valueOf(row.getString(1)),
                        Tokens.hash(token),
                        AccountSql.at(sql.now())));
    }

    @Override
    public TotpEnrolment proposeSecondFactor(UUID id) {
        Account account = require(id);
        Totp totp = Totp.generate();
        if (!sql.ask("propose a second factor", "tenancy.account_propose_factor(?, ?)", id, factor.seal(id, totp))) {
            throw state("The account has a second factor", "Disable it first", id);
        }
        return totp.enrolment(issuer, account.email().value());
    }

    @Override
    public List<String> confirmSecondFactor(UUID id, String code) {
        byte[] sealed = sql.<Optional<byte[]>>call(
                        "confirm a second factor",
                        connection -> Jdbc.first(
                                connection,
                                "select secret from tenancy.account_proposed_factor(?)",
                                row -> row.getBytes(1),
                                id))
                .orElseThrow(() -> state("No second factor is proposed", "Propose one first", id));
        Instant now = sql.now();
        OptionalLong step = factor.open(id, sealed).match(code, now, -1);
        if (step.isEmpty()) {
            throw new SignInRefusedException(SignIn.not(SignIn.Outcome.REFUSED));
        }
        List<String> codes = RecoveryCodes.next();
        boolean confirmed = sql.<Boolean>call(
                "confirm a second factor",
                connection -> Jdbc.test(
                        connection,
                        "select tenancy.account_confirm_factor(?, ?, ?, ?, ?)",
                        id,
                        sealed,
                        step.getAsLong(),
                        bytes(connection, RecoveryCodes.hashes(id, codes)),
                        AccountSql.at(now)));
        if (!confirmed) {
            throw state("Another second factor was proposed meanwhile", "Scan that one", id);
        }
        return codes;
    }

    private static Array bytes(Connection connection, byte[][] values) throws SQLException {
        return connection.createArrayOf("bytea", values);
    }

    @Override
    public List<String> replaceRecoveryCodes(UUID id, String password, String code) {
        List<String> codes = RecoveryCodes.next();
        prove(
                id,
                password,
                code,
                (connection, account, checked, now) -> Jdbc.test(
                        connection,
                        "select tenancy.account_replace_codes(?, ?, ?, ?)",
                        account,
                        checked,
                        bytes(connection, RecoveryCodes.hashes(account, codes)),
                        AccountSql.at(now)));
        return codes;
    }

    @Override
    public void disableSecondFactor(UUID id, String password, String code) {
        prove(
                id,
                password,
                code,
                (connection, account, checked, now) -> Jdbc.test(
                        connection,
                        "select tenancy.account_disable_factor(?, ?, ?)",
                        account,
                        checked,
                        AccountSql.at(now)));
    }

    private void prove(UUID id, String password, String code, SignInCheck.Then then) {
        Account account = require(id);
        if (!account.secondFactor()) {
            throw state("The account has no second factor", "Propose one", id);
        }
        UUID proved = check.signIn(account.email(), password, code, then).require();
        if (!proved.equals(id)) {
            throw new SignInRefusedException(SignIn.not(SignIn.Outcome.REFUSED));
        }
    }

    private static TenancyException state(String problem, String remedy, UUID id) {
        return new TenancyException(
                ErrorCode.SECOND_FACTOR_STATE, problem, remedy, Map.of("account", id.toString()), null);
    }
}
