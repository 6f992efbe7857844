package io.tenancy.jdbc.internal.member;

import static io.tenancy.member.SignIn.Outcome.LOCKED;
import static io.tenancy.member.SignIn.Outcome.REFUSED;
import static io.tenancy.member.SignIn.Outcome.SECOND_FACTOR_REQUIRED;

import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.member.EmailAddress;
import io.tenancy.member.SignIn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is the person. An attempt is counted before it is looked at, the same work is done whether there is anybody or not, and the
 * database has the last word: it takes a code once, and only for the password that was checked. Immutable and thread-safe.
 */
final class SignInCheck {
    private final AccountSql sql;
    private final PasswordHashes hashes;
    private final SecondFactor factor;
    private final Consumer<String> failed;

    SignInCheck(AccountSql sql, PasswordHashes hashes, SecondFactor factor, Consumer<String> failed) {
        this.failed = failed;
        this.sql = sql;
        this.hashes = hashes;
        this.factor = factor;
    }

    /** What else is to be done when it is the person, in the same transaction. */
    @FunctionalInterface
    interface Then {
        /** Does it, with the hash that was checked and the time of the attempt. */
        boolean run(Connection connection, UUID id, String checked, Instant now) throws SQLException;
    }

    SignIn signIn(EmailAddress email, String password, @Nullable String code, Then then) {
        Instant now = sql.now();
        AccountSql.Attempt attempt = sql.attempt(email, now);
        SignIn result = signIn(attempt, now, password, code, then);
        if (result.outcome() == REFUSED || result.outcome() == LOCKED) {
            failed.accept(subject(email));
        }
        return result;
    }

    /** The hash that attempts are counted by: whether anybody has the name makes no difference, and it may be a password in the wrong field. */
    private static String subject(EmailAddress email) {
        return "login:" + HexFormat.of().formatHex(Tokens.hash(email.value()));
    }

    private SignIn signIn(AccountSql.Attempt attempt, Instant now, String password, @Nullable String code, Then then) {
        Instant until = attempt.lockedUntil();
        if (until != null) {
            return SignIn.locked(until);
        }
        String hash = attempt.passwordHash();
        UUID id = attempt.id();
        if (!hashes.matches(password, hash) || hash == null || id == null) {
            return SignIn.not(REFUSED);
        }
        SecondFactor.Proof proof = SecondFactor.Proof.PASSWORD_ONLY;
        byte[] secret = attempt.secret();
        if (attempt.secondFactor() && secret != null) {
            if (code == null) {
                return SignIn.not(SECOND_FACTOR_REQUIRED);
            }
            proof = factor.check(id, secret, attempt.lastStep(), code, now);
        }
        return proof != null && confirm(now, id, hash, proof, rehashed(password, hash), then)
                ? SignIn.as(id)
                : SignIn.not(REFUSED);
    }

    private @Nullable String rehashed(String password, String hash) {
        return hashes.isWeak(hash) ? hashes.hash(io.tenancy.member.Passwords.normalise(password)) : null;
    }

    private boolean confirm(
            Instant now, UUID id, String hash, SecondFactor.Proof proof, @Nullable String rehashed, Then then) {
        try {
            return sql.<Boolean>transact(connection -> {
                String checked = rehashed == null ? hash : rehashed;
                if (sql.signedIn(connection, id, hash, now, proof, rehashed)
                        && then.run(connection, id, checked, now)) {
                    return true;
                }
                throw new NotTakenException();
            });
        } catch (NotTakenException e) {
            return false;
        } catch (SQLException e) {
            throw ServerFailure.of("sign in", e);
        }
    }

    /** Rolls back what the database began before it said no. */
    private static final class NotTakenException extends SQLException {
        private static final long serialVersionUID = 1L;

        NotTakenException() {
            super("somebody was faster");
        }
    }
}
