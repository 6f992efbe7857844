package io.tenancy.cli.adopt;

/** What to do where a shared table holds other rows in the database that is imported. */
public enum SharedRows {
    /** Refuse, and say what differs. */
    REFUSE,
    /** Keep the rows that are here, and import the tenant's rows against them. */
    KEEP,
    /** Keep the rows that are here, and add those whose key is not here yet. */
    ADD
}
