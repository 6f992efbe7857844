package io.tenancy.jdbc.soak;

/** What happens in a soak. Each must happen often enough, so that the soak cannot pass by doing nothing. */
enum Event {
    UNIT,
    TRANSACTION,
    PREPARED_READ,
    PLAIN_READ,
    CURSOR_READ,
    SEVERAL_RESULTS,
    JOOQ,
    INSERT,
    INSERT_RETURNING,
    GENERATED_KEYS,
    BATCH,
    PLAIN_BATCH,
    CALL,
    UPDATABLE_ROW,
    COMMIT,
    ROLLBACK,
    TEXTUAL_COMMIT,
    TEXTUAL_BEGIN,
    LEFT_OPEN,
    USER_EXCEPTION,
    SAVEPOINT_ROLLBACK,
    NESTED_SCOPE,
    SWITCH_REFUSED,
    UNBOUND_REFUSED,
    SCOPE_LOST_INSIDE_TRANSACTION,
    FOREIGN_INSERT_REFUSED,
    FOREIGN_UPDATE_WITHOUT_EFFECT,
    FOREIGN_PARENT_REFUSED,
    STATEMENT_TIMEOUT,
    QUERY_TIMEOUT,
    CANCELLATION,
    CANCELLED,
    OWN_BACKEND_KILLED,
    OTHER_BACKEND_KILLED,
    /** Work that failed because its backend was killed. */
    CASUALTY,
    /** A connection came back to the pool and was looked at. */
    RETURNED,
    /** A connection came back broken, so that nothing can be left on it. */
    RETURNED_BROKEN,
    /** A prepared statement's name was unknown, or another's: a pooler that does not know prepared statements. */
    NAME_CLASH,
    ROW_READ,
    ROW_WRITTEN,
    /** Rows that may or may not have been written, because the answer to COMMIT was lost. */
    ROW_UNCERTAIN
}
