package io.tenancy.jdbc.provision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TenantRows;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import io.tenancy.tenant.ReservedKeys;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
public final class TenantRegistry {
    private static final int NAME_LIMIT = 200;

    private final RegistryWork work;
    private final TenantBelongings belongings;
    private final TimeOrderedIds ids;
    private final ReservedKeys reserved;

    private TenantRegistry(DataSource admin, Clock clock, ReservedKeys reserved) {
        this.work = new RegistryWork(Objects.requireNonNull(admin, "admin"), Objects.requireNonNull(clock, "clock"));
        this.belongings = new TenantBelongings(work);
        this.ids = new TimeOrderedIds(clock);
        this.reserved = Objects.requireNonNull(reserved, "reserved");
    }

    /**
     * Works through one connection source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock stamps changes
     * @return the registry
     */
    public static TenantRegistry over(DataSource admin, Clock clock) {
        return new TenantRegistry(admin, clock, ReservedKeys.defaults());
    }

    /**
     * Works through one connection source, with the application's own reserved words.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock stamps changes
     * @param reserved keys that no tenant may have
     * @return the registry
     */
    public static TenantRegistry over(DataSource admin, Clock clock, ReservedKeys reserved) {
        return new TenantRegistry(admin, clock, reserved);
    }

    /**
     * Makes a tenant and brings it to ACTIVE, in one transaction.
     *
     * @param key an unused, unreserved key
     * @param name the display name, 1 to 200 characters
     * @param by who and why
     * @return the active tenant
     * @throws TenantKeyTakenException if the key belongs, or recently belonged, to another tenant
     * @throws io.tenancy.tenant.ReservedTenantKeyException if the key is a reserved word
     */
    public Tenant create(TenantKey key, String name, Attribution by) {
        String free = reserved.requireFree(key).value();
        String checked = checkName(name);
        return work.change("create a tenant", by, keyRefusals(key), connection -> {
            TenantId id = TenantId.of(ids.next());
            Jdbc.run(
                    connection,
                    "insert into tenancy.tenant (id, key, name, status) values (?, ?, ?, 'PENDING')",
                    id.value(),
                    free,
                    checked);
            Tenant pending = RegistryWork.lock(connection, id);
            Tenant provisioning = RegistryWork.move(connection, pending, TenantStatus.PROVISIONING);
            return RegistryWork.move(connection, provisioning, TenantStatus.ACTIVE);
        });
    }

    /**
     * Lists tenants by key.
     *
     * @param query which, and where to go on
     * @return one page
     */
    public TenantPage list(TenantQuery query) {
        return work.read("list tenants", connection -> TenantListing.list(connection, query));
    }

    /**
     * Finds by present key; if no living tenant has it, the last deleted one that had it.
     *
     * @param key the key
     * @return the tenant, or empty
     */
    public Optional<Tenant> find(TenantKey key) {
        return work.read(
                "find a tenant",
                connection -> Jdbc.first(
                        connection,
                        "select " + TenantRows.COLUMNS + " from tenancy.tenant t where t.key = ?"
                                + " order by t.status = 'DELETED', t.number desc limit 1",
                        TenantRows::read,
                        key.value()));
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
        return work.read("show a tenant", connection -> TenantListing.show(connection, id));
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
        String checked = checkName(name);
        return changeEntry(id, by, Map.of(), "update tenancy.tenant set name = ? where id = ?", checked);
    }

    /**
     * Changes the key. The old one stops resolving at once and stays reserved for a year; only this tenant may take it back before.
     *
     * @param id the tenant
     * @param key an unused, unreserved key
     * @param by who and why
     * @return the tenant as it is now
     * @throws TenantKeyTakenException if the key belongs, or recently belonged, to another tenant
     * @throws io.tenancy.tenant.ReservedTenantKeyException if the key is a reserved word
     */
    public Tenant rename(TenantId id, TenantKey key, Attribution by) {
        String free = reserved.requireFree(key).value();
        return changeEntry(id, by, keyRefusals(key), "update tenancy.tenant set key = ? where id = ?", free);
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
        return moveTo(id, TenantStatus.SUSPENDED, by);
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
        return moveTo(id, TenantStatus.ACTIVE, by);
    }

    /**
     * Ends a tenant's use; its data is kept for 30 days, that of a tenant that never was active not at all.
     *
     * @param id the tenant
     * @param by who and why
     * @return the tenant as it is now
     * @throws TransitionRefusedException if the lifecycle does not allow it
     */
    public Tenant cancel(TenantId id, Attribution by) {
        return moveTo(id, TenantStatus.CANCELLED, by);
    }

    /**
     * Ends a tenant's use and says how long its data is kept.
     *
     * @param id the tenant
     * @param retention at least zero; whole hours count
     * @param by who and why
     * @return the tenant as it is now
     * @throws TransitionRefusedException if the lifecycle does not allow it
     */
    public Tenant cancel(TenantId id, Duration retention, Attribution by) {
        if (retention.isNegative()) {
            throw new IllegalArgumentException("retention must not be negative");
        }
        return work.change("cancel a tenant", by, Map.of(), connection -> {
            Jdbc.run(
                    connection,
                    "select set_config('tenancy.retention_hours', ?, true)",
                    Long.toString(Math.min(retention.toHours(), 1_000_000)));
            return RegistryWork.move(connection, RegistryWork.lock(connection, id), TenantStatus.CANCELLED);
        });
    }

    /**
     * Ends the time for which a cancelled tenant's rows are kept, so that they may be deleted at once.
     *
     * @param id the tenant
     * @param by who and why
     * @return the tenant as it is now
     * @throws TransitionRefusedException if the tenant is not cancelled
     */
    @CanIgnoreReturnValue
    public Tenant endRetention(TenantId id, Attribution by) {
        return work.change("end a retention", by, Map.of(), connection -> {
            Tenant tenant = RegistryWork.lock(connection, id);
            if (tenant.status() != TenantStatus.CANCELLED) {
                throw new TransitionRefusedException(tenant, TenantStatus.DELETING);
            }
            Jdbc.run(connection, "update tenancy.tenant set purge_at = ? where id = ?", work.now(), id.value());
            return RegistryWork.lock(connection, id);
        });
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
     * @throws TenantRetainedException if its rows are kept for a while yet
     */
    public DeletionReport delete(TenantId id, Attribution by, DeletionProgress progress) {
        Tenant deleting = work.change("start a deletion", by, Map.of(), connection -> {
            Tenant tenant = RegistryWork.lock(connection, id);
            if (tenant.status() == TenantStatus.DELETING) {
                return tenant;
            }
            requireRetentionOver(connection, tenant);
            return RegistryWork.move(connection, tenant, TenantStatus.DELETING);
        });
        return new TenantDeletion(work, deleting, by, progress).run();
    }

    /** The database holds it too; this one only gives the better message. */
    private void requireRetentionOver(Connection connection, Tenant tenant) throws SQLException {
        OffsetDateTime now = work.now();
        Optional<OffsetDateTime> until = Jdbc.first(
                connection,
                "select purge_at from tenancy.tenant where id = ? and status = 'CANCELLED' and purge_at > ?",
                row -> row.getObject(1, OffsetDateTime.class),
                tenant.id().value(),
                now);
        if (until.isPresent()) {
            throw new TenantRetainedException(tenant, until.get().toInstant());
        }
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
        belongings.putSetting(id, name, json, by);
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
        return belongings.removeSetting(id, name, by);
    }

    /**
     * Adds a domain, unverified: it does not resolve yet, and others may still claim it.
     *
     * @param id the tenant
     * @param domain a host name, normalised as {@link io.tenancy.resolve.HostName} does
     * @param by who and why
     * @return the domain
     * @throws DomainTakenException if another tenant has verified it
     */
    public TenantDomain addDomain(TenantId id, String domain, Attribution by) {
        return belongings.addDomain(id, domain, by);
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
        return belongings.markDomainVerified(id, domain, by);
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
        return belongings.removeDomain(id, domain, by);
    }

    private Tenant moveTo(TenantId id, TenantStatus target, Attribution by) {
        return work.change(
                "move a tenant to " + target,
                by,
                Map.of(),
                connection -> RegistryWork.move(connection, RegistryWork.lock(connection, id), target));
    }

    private Tenant changeEntry(
            TenantId id,
            Attribution by,
            Map<String, Function<SQLException, TenancyException>> refusals,
            String sql,
            String value) {
        return work.change("change a tenant", by, refusals, connection -> {
            RegistryWork.requireLiving(connection, id);
            Jdbc.run(connection, sql, value, id.value());
            return RegistryWork.lock(connection, id);
        });
    }

    static String checkName(String name) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > NAME_LIMIT) {
            throw new TenancyException(
                    ErrorCode.USAGE,
                    "A tenant's name has 1 to " + NAME_LIMIT + " characters",
                    "Shorten it, or give one");
        }
        return trimmed;
    }

    static Map<String, Function<SQLException, TenancyException>> keyRefusals(TenantKey key) {
        // 23505: two create the same key at once, and the index sees it before the trigger does.
        return Map.of(
                "TN003",
                e -> new TenantKeyTakenException(key.value()),
                "23505",
                e -> new TenantKeyTakenException(key.value()));
    }
}
