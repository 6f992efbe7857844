package io.tenancy.jdbc.member;

/** What an operator of the platform may do. Names are stable. */
public enum OperatorLevel {
    /** Everything, and to act as any member. */
    SUPER_ADMIN(true),
    /** Help tenants, and act as members who manage nobody. */
    SUPPORT(true),
    /** Read what is paid and used; acts as nobody. */
    BILLING_READ(false);

    private final boolean impersonating;

    OperatorLevel(boolean impersonating) {
        this.impersonating = impersonating;
    }

    /**
     * Whether it may act as a member at all.
     *
     * @return false if not
     */
    public boolean mayImpersonate() {
        return impersonating;
    }
}
