package io.tenancy.member;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;

/** A link was used, has expired, was overtaken by another one, or never given out: nobody is told which. */
public final class LinkInvalidException extends TenancyException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public LinkInvalidException() {
        super(ErrorCode.LINK_INVALID, "This link leads nowhere, or no longer", "Ask for a new one");
    }
}
