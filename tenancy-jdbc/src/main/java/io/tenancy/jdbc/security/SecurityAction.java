package io.tenancy.jdbc.security;

/**
 * Something that can be done about an incident, and undone: lock an account, revoke a key, block an address. Implementations are
 * thread-safe and bear being called twice.
 */
public interface SecurityAction {
    /**
     * What rules call it.
     *
     * @return the name, such as {@code lock-account}
     */
    String name();

    /**
     * Does it. What it throws is logged and shows at the incident; it is not tried again.
     *
     * @param incident why
     */
    void take(SecurityIncident incident);

    /**
     * Undoes it, when its time is over.
     *
     * @param incident why it was done
     */
    void undo(SecurityIncident incident);
}
