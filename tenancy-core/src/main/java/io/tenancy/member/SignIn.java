package io.tenancy.member;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt to sign in. A wrong address, a wrong password, a disabled account and a wrong code are one outcome and take
 * the same time, so that nobody learns who has an account.
 *
 * @param outcome what became of it
 * @param accountId who it is, if {@link Outcome#SIGNED_IN}
 * @param retryAt when the next attempt is looked at, if {@link Outcome#LOCKED}
 */
public record SignIn(
        Outcome outcome, @Nullable UUID accountId, @Nullable Instant retryAt) {
    /** What may become of an attempt. */
    public enum Outcome {
        /** It is the person. */
        SIGNED_IN,
        /** Address and password are right, and a code has to be given with them. */
        SECOND_FACTOR_REQUIRED,
        /** It may be somebody else. */
        REFUSED,
        /** Nothing was looked at: too many attempts failed with this name, whether anybody has it or not. */
        LOCKED
    }

    /**
     * Checks the components.
     *
     * @param outcome what became of it
     * @param accountId who it is, or null
     * @param retryAt when the next attempt is looked at, or null
     */
    public SignIn {
        if ((outcome == Outcome.SIGNED_IN) != (accountId != null) || (outcome == Outcome.LOCKED) != (retryAt != null)) {
            throw new IllegalArgumentException("accountId goes with SIGNED_IN, retryAt with LOCKED");
        }
    }

    /**
     * It is the person.
     *
     * @param accountId who
     * @return the outcome
     */
    public static SignIn as(UUID accountId) {
        return new SignIn(Outcome.SIGNED_IN, Objects.requireNonNull(accountId, "accountId"), null);
    }

    /**
     * It is not, or needs a code.
     *
     * @param outcome {@link Outcome#REFUSED} or {@link Outcome#SECOND_FACTOR_REQUIRED}
     * @return the outcome
     */
    public static SignIn not(Outcome outcome) {
        return new SignIn(outcome, null, null);
    }

    /**
     * Nothing was looked at.
     *
     * @param until when the next attempt is
     * @return the outcome
     */
    public static SignIn locked(Instant until) {
        return new SignIn(Outcome.LOCKED, null, until);
    }

    /**
     * Who it is, for callers that have nothing else to say.
     *
     * @return the account's id
     * @throws SignInRefusedException if it is not the person, or not sure yet
     */
    public UUID require() {
        if (accountId == null) {
            throw new SignInRefusedException(this);
        }
        return accountId;
    }
}
