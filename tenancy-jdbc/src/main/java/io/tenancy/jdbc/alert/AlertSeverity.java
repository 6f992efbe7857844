package io.tenancy.jdbc.alert;

/** How much an alert matters, the least first. */
public enum AlertSeverity {
    /** Worth knowing. */
    INFO,
    /** Somebody should look at it today. */
    WARNING,
    /** Somebody should look at it now. */
    CRITICAL
}
