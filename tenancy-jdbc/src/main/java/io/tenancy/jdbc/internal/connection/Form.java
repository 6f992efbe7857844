package io.tenancy.jdbc.internal.connection;

/** How one execution reaches the server. */
enum Form {
    /** As the user wrote it: the context is already there, or the statement touches no rows. */
    PLAIN,
    /** In an open transaction: context and statement in one flight. */
    GLUED,
    /** In an open transaction: context as its own statement, then the statement. */
    SEPARATE,
    /** A transaction of its own in one text: BEGIN, context, statement, COMMIT. The driver stays in autocommit mode. */
    UNIT,
    /** A transaction of its own, in as many flights as it takes. */
    SEPARATE_UNIT;

    /** How many results come before the user's: those of BEGIN and of the context. */
    int resultsInFront() {
        return this == UNIT ? 2 : this == GLUED ? 1 : 0;
    }

    /** Whether this form opens and ends a transaction itself. */
    boolean ownsTransaction() {
        return this == UNIT || this == SEPARATE_UNIT;
    }
}
