package io.tenancy.jdbc.internal.connection;

/** How one execution reaches the server. */
enum Form {
    /** As the user wrote it: the context is already there, or the statement touches no rows. */
    PLAIN,
    /** In an open transaction: context and statement in one flight. */
    GLUED,
    /** In an open transaction: context as its own statement, then the statement. */
    SEPARATE,
    /** A transaction of its own: BEGIN, context, statement and COMMIT in one flight. */
    UNIT,
    /** A transaction of its own, in as many flights as it takes. */
    SEPARATE_UNIT;

    /** Whether this form opens and ends a transaction itself. */
    boolean ownsTransaction() {
        return this == UNIT || this == SEPARATE_UNIT;
    }
}
