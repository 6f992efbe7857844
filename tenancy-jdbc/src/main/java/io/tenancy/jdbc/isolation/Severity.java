package io.tenancy.jdbc.isolation;

/** How bad a finding is, the least first. */
public enum Severity {
    /** Worth knowing: costs time, or shows less than it could. */
    INFO,
    /** A fence is missing that another one still stands in for, or something is slow, or will leak when more is added. */
    WARNING,
    /** One tenant can read, change or destroy what belongs to another, or learn of it. */
    ERROR
}
