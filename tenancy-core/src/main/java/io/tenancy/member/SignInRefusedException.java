package io.tenancy.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.util.Map;

/** Nobody was signed in. Says no more than {@link SignIn} does: not whether there is such an account. */
public final class SignInRefusedException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param attempt what became of the attempt
     */
    public SignInRefusedException(SignIn attempt) {
        super(
                ErrorCode.SIGN_IN_REFUSED,
                switch (attempt.outcome()) {
                    case LOCKED -> "Too many attempts failed";
                    case SECOND_FACTOR_REQUIRED -> "The second factor is missing";
                    case REFUSED, SIGNED_IN -> "Name, password or code is wrong";
                },
                switch (attempt.outcome()) {
                    case LOCKED -> "Try again later, or ask for a link that sets a new password";
                    case SECOND_FACTOR_REQUIRED -> "Give the code that the authenticator shows, or a recovery code";
                    case REFUSED, SIGNED_IN -> "Try again, or ask for a link that sets a new password";
                },
                attempt.retryAt() == null
                        ? Map.of()
                        : Map.of("retryAt", attempt.retryAt().toString()),
                null);
    }
}
