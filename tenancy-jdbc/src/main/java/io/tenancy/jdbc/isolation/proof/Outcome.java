package io.tenancy.jdbc.isolation.proof;

/** How an attack ended. */
public enum Outcome {
    /** It was carried out and got nothing, while the same statement reached the attacker's own rows. */
    HELD,
    /** It reached rows of another tenant. */
    LEAKED,
    /** There is nothing here to attack that way. */
    NOT_APPLICABLE,
    /** It could not be carried out, or failed for a reason that has nothing to do with tenants. Says nothing, and is no pass. */
    NOT_PROVED;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
