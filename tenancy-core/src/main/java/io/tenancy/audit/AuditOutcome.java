package io.tenancy.audit;

/** How what was tried ended. */
public enum AuditOutcome {
    /** It was done. The event is kept if, and only if, the transaction commits that did it. */
    SUCCESS,
    /** It was refused. The event is kept whatever becomes of the transaction. */
    DENIED,
    /** It was allowed, and went wrong. The event is kept whatever becomes of the transaction. */
    FAILED
}
