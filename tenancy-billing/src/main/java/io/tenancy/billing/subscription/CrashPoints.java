package io.tenancy.billing.subscription;

/** Where a test lets the process die. */
@FunctionalInterface
interface CrashPoints {
    /** Nobody dies. */
    CrashPoints NONE = place -> {};

    void at(String place);
}
