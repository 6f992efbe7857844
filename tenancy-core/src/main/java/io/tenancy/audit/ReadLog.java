package io.tenancy.audit;

import java.time.Duration;

/**
 * Who looked at what, for the kinds of things of which that is audited. Costs the reader no statement: it is kept in memory, once for
 * everybody and everything however often it is looked at within {@link #WRITTEN_EVERY}, and then written to the tenant's audit log, over the
 * connection {@code worker}. A process that is killed loses at most that much; closing the tenancy writes what is left. Thread-safe.
 *
 * <pre>{@code
 * Patient patient = patients.find(id);
 * tenancy.reads().record("patient", id.toString());
 * }</pre>
 *
 * <p>It shows as the action {@code patient.read}, with the principal as actor, or who impersonates it.
 */
public interface ReadLog {
    /** How often what was recorded is written. */
    Duration WRITTEN_EVERY = Duration.ofSeconds(1);

    /**
     * The bound principal looked at something. Does nothing if reads of that kind are not audited.
     *
     * @param resourceType what kind of thing, of a-z, 0-9 and underscore, such as {@code patient}
     * @param resourceId which one, never its content
     * @throws io.tenancy.context.TenantContextMissingException if no tenant is bound
     */
    void record(String resourceType, String resourceId);
}
