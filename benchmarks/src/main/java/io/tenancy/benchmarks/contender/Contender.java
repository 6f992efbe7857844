package io.tenancy.benchmarks.contender;

import io.tenancy.tenant.Tenant;
import java.sql.SQLException;

/**
 * One way of reading a tenant's rows, as an application does it: take a connection from the pool, read, give it back. Thread-safe.
 */
public interface Contender extends AutoCloseable {
    /** How many rows {@link #list} reads. */
    int LIST = 50;

    /**
     * Reads one row by its primary key.
     *
     * @param tenant whose
     * @param id the row, which exists
     * @return the length of its text
     * @throws SQLException what the server says
     */
    int point(Tenant tenant, long id) throws SQLException;

    /**
     * Reads all {@value #LIST} visits of a patient, by an index that begins with the tenant.
     *
     * @param tenant whose
     * @param patientId the patient, who exists
     * @return the length of their texts
     * @throws SQLException what the server says
     */
    int list(Tenant tenant, long patientId) throws SQLException;

    @Override
    default void close() {}
}
