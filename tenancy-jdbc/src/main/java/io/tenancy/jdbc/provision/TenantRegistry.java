package io.tenancy.jdbc.provision;

import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The registry of tenants as operators see it, over the admin connection. Every change is one transaction, carries an
 * {@link Attribution}, and stands in the audit trail; the database refuses one that does not, and a move that the lifecycle does not
 * know. Immutable and thread-safe.
 *
 * <pre>{@code
 * TenantRegistry registry = TenantRegistry.over(admin, Clock.systemUTC());
 * Tenant tenant = registry.create(TenantKey.of("bergen"), "Bergen Clinic", new Attribution("ops:anna", "contract 2026-118"));
 * registry.suspend(tenant.id(), new Attribution("billing", "invoice 4711 unpaid for 30 days"));
 * }</pre>
 *
 * <p>Every method fails with {@link io.tenancy.ErrorCode#CONNECTION_FAILED} if the server cannot be reached and with
 * {@link io.tenancy.ErrorCode#PRIVILEGE_MISSING} if the connection is not the admin's. Methods that take an id fail with
 * {@link io.tenancy.tenant.TenantNotFoundException} if there is no such tenant.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable", "UnusedNestedClass", "unused"})
public final class TenantRegistry {
    private final DataSource admin;
    private final Clock clock;

    private TenantRegistry(DataSource admin, Clock clock) {
        this.admin = Objects.requireNonNull(admin, "admin");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock stamps changes
     * @return the registry
     */
    public static TenantRegistry over(DataSource admin, Clock clock) {
        return new TenantRegistry(admin, clock);
    }

    /**
     * Makes a tenant and brings it to ACTIVE, in one transaction.
     *
     * @param key an unused, unreserved key
     * @param name the display name, 1 to 200 characters
     * @param by who and why
     * @return the active tenant
     * @throws TenantKeyTakenException if the key belongs, or recently belonged, to another tenant
     * @throws TenantKeyReservedException if the key is a reserved word
     */
    public Tenant create(TenantKey key, String name, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Lists tenants by key.
     *
     * @param query which, and where to go on
     * @return one page
     */
    public TenantPage list(TenantQuery query) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Finds by present key; if no living tenant has it, the last deleted one that had it.
     *
     * @param key the key
     * @return the tenant, or empty
     */
    public Optional<Tenant> find(TenantKey key) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Finds by present key, as {@link #find} does.
     *
     * @param key the key
     * @return the tenant
     * @throws io.tenancy.tenant.TenantNotFoundException if there is none
     */
    public Tenant require(TenantKey key) {
        return find(key).orElseThrow(() -> io.tenancy.tenant.TenantNotFoundException.byKey(key));
    }

    /**
     * Tells everything about a tenant.
     *
     * @param id the tenant
     * @return the entry with domains, settings and history
     */
    public TenantDetails show(TenantId id) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Changes the display name.
     *
     * @param id the tenant
     * @param name 1 to 200 characters
     * @param by who and why
     * @return the tenant as it is now
     */
    public Tenant changeName(TenantId id, String name, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Changes the key. The old one stops resolving at once and stays reserved for a year; only this tenant may take it back before.
     *
     * @param id the tenant
     * @param key an unused, unreserved key
     * @param by who and why
     * @return the tenant as it is now
     * @throws TenantKeyTakenException if the key belongs, or recently belonged, to another tenant
     * @throws TenantKeyReservedException if the key is a reserved word
     */
    public Tenant rename(TenantId id, TenantKey key, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Locks an active tenant; its data is untouched. The reason is shown to whoever is refused.
     *
     * @param id the tenant
     * @param by who and why
     * @return the tenant as it is now
     * @throws TransitionRefusedException if the lifecycle does not allow it
     */
    public Tenant suspend(TenantId id, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Brings a suspended or cancelled tenant back.
     *
     * @param id the tenant
     * @param by who and why
     * @return the tenant as it is now
     * @throws TransitionRefusedException if the lifecycle does not allow it
     */
    public Tenant activate(TenantId id, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Ends a tenant's use; its data is kept until it is deleted.
     *
     * @param id the tenant
     * @param by who and why
     * @return the tenant as it is now
     * @throws TransitionRefusedException if the lifecycle does not allow it
     */
    public Tenant cancel(TenantId id, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Removes every row of a cancelled tenant for good, table by table in batches, children before parents. An interrupted deletion
     * leaves the tenant DELETING; calling again goes on.
     *
     * @param id a tenant that is CANCELLED or DELETING
     * @param by who and why
     * @param progress is told of every batch
     * @return what was removed; the tenant is DELETED
     * @throws TransitionRefusedException if the tenant is neither cancelled nor being deleted
     */
    public DeletionReport delete(TenantId id, Attribution by, DeletionProgress progress) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Sets a setting.
     *
     * @param id the tenant
     * @param name letters, digits, dots, hyphens and underscores, at most 100
     * @param json the value as JSON text
     * @param by who and why
     */
    public void putSetting(TenantId id, String name, String json, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Removes a setting.
     *
     * @param id the tenant
     * @param name the setting
     * @param by who and why
     * @return false if there was none
     */
    public boolean removeSetting(TenantId id, String name, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Adds a domain, unverified: it does not resolve yet, and others may still claim it.
     *
     * @param id the tenant
     * @param domain a normalised host name
     * @param by who and why
     * @return the domain
     * @throws DomainTakenException if another tenant has verified it
     */
    public TenantDomain addDomain(TenantId id, String domain, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Marks a domain as proved, so that it resolves.
     *
     * @param id the tenant
     * @param domain a domain that was added
     * @param by who and why
     * @return the domain
     * @throws DomainTakenException if another tenant has verified it
     */
    public TenantDomain markDomainVerified(TenantId id, String domain, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }

    /**
     * Removes a domain.
     *
     * @param id the tenant
     * @param domain the domain
     * @param by who and why
     * @return false if the tenant did not have it
     */
    public boolean removeDomain(TenantId id, String domain, Attribution by) {
        throw new UnsupportedOperationException("follows");
    }
}
