package io.tenancy.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;

/**
 * Another account has the address. Whoever shows this to a stranger tells who has an account: a public sign-up page should rather say
 * "look into your mail" in both cases, and write to the holder.
 */
public final class EmailTakenException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public EmailTakenException() {
        super(ErrorCode.EMAIL_TAKEN, "Another account has this e-mail address", "Sign in with it, or use another one");
    }
}
