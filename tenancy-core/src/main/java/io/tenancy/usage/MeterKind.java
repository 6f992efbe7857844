package io.tenancy.usage;

/** How a meter is kept. */
public enum MeterKind {
    /** Goes up and down with rows that are there, or their bytes: kept by the database itself, whoever writes. */
    GAUGE,
    /** Counted in the caller's transaction: work that is rolled back has used nothing, and a hard limit is never passed. */
    EXACT,
    /** Summed in each node and written about every second: no statement for the caller, and a crash loses the last second or so. */
    BUFFERED
}
