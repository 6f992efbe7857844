package io.tenancy.setting;

/**
 * What the bound tenant has set. Reading is from memory; in steady state nobody is asked, and a change is seen on all nodes as soon as one
 * of the tenant's status. Thread-safe.
 *
 * <p>Every method throws {@link io.tenancy.context.TenantContextMissingException} if no tenant is bound.
 */
public interface Settings {
    /**
     * What is set now.
     *
     * @return a snapshot
     * @throws io.tenancy.tenant.RegistryUnavailableException if nobody can be asked, and what is remembered is too old
     */
    TenantSettings current();

    /**
     * Sets one on behalf of the bound principal, in a transaction of its own; audited. What is declared, and who may, the database holds, as it
     * was published last with {@code tenancyctl setting apply}.
     *
     * @param name its name
     * @param value a {@link Boolean}, {@link Long} or {@link String}
     * @throws io.tenancy.TenancyException {@code SETTING_INVALID} if the value does not fit; {@code PERMISSION_DENIED} if the principal
     *     may not; {@code SETTING_NOT_FOUND} if it was not published
     */
    void set(String name, Object value);

    /**
     * Lets the default hold again.
     *
     * @param name its name
     * @return false if it did already
     * @throws io.tenancy.TenancyException as {@link #set}
     */
    boolean reset(String name);
}
