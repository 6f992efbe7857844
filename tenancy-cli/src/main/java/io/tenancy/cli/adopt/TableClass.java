package io.tenancy.cli.adopt;

/** What adoption makes of a table. */
public enum TableClass {
    /** Its rows belong to tenants: it gets a tenant column, composite keys and policies. */
    TENANT,
    /** The same rows for every tenant, which the application may only read. */
    SHARED,
    /** Nothing in the catalog decides; somebody who knows has to. */
    UNSURE,
    /** A tool's own, such as a history of migrations: left as it is, closed to the application. */
    LEFT
}
