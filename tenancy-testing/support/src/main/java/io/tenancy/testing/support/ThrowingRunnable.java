package io.tenancy.testing.support;

/** Work that may fail with anything. */
@FunctionalInterface
public interface ThrowingRunnable {
    /**
     * Does the work.
     *
     * @throws Exception whatever goes wrong
     */
    void run() throws Exception;
}
