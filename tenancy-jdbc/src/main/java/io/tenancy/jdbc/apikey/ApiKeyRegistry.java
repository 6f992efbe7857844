package io.tenancy.jdbc.apikey;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.apikey.ApiKey;
import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.ApiKeys;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.apikey.Peppers;
import io.tenancy.jdbc.internal.apikey.KeyDesk;
import io.tenancy.jdbc.internal.apikey.KeyRefusals;
import io.tenancy.jdbc.internal.authorization.OperatorWork;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The keys of any tenant, for operators: as {@code tenancy_admin}, every change with its reason in the trail. A key acts for a principal of
 * the tenant here too, and gets nothing that principal lacks. Immutable and thread-safe.
 *
 * <pre>{@code
 * ApiKeyRegistry keys = ApiKeyRegistry.over(adminPool, ApiKeyFormat.of("cf"), peppers, 1_000, Clock.systemUTC());
 * keys.revoke(tenant.id(), leaked, new Attribution("ops:anna", "found in a public repository"));
 * }</pre>
 */
public final class ApiKeyRegistry {
    private final OperatorWork work;
    private final KeyDesk desk;

    private ApiKeyRegistry(OperatorWork work, KeyDesk desk) {
        this.work = work;
        this.desk = desk;
    }

    /**
     * Works over an admin connection.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param format what keys look like
     * @param peppers what they are hashed with
     * @param perHour how many requests in an hour a key makes that names no number
     * @param clock the time of changes
     * @return the registry
     */
    public static ApiKeyRegistry over(
            DataSource admin, ApiKeyFormat format, Peppers peppers, long perHour, Clock clock) {
        return new ApiKeyRegistry(new OperatorWork(admin, clock), new KeyDesk(format, peppers, perHour, clock));
    }

    /**
     * Makes a key for a principal.
     *
     * @param tenant whose key
     * @param actsFor the principal for whom it acts
     * @param request what it shall be
     * @param by who makes it
     * @return the key and, for the only time, its secret
     * @throws io.tenancy.tenant.TenantNotFoundException if there is no such tenant
     * @throws io.tenancy.authorization.EscalationRefusedException if the principal does not hold a scope itself
     * @throws IllegalArgumentException if the request names no scope, or an end that is not ahead
     */
    public NewApiKey create(TenantId tenant, UUID actsFor, ApiKeyRequest request, Attribution by) {
        return change(
                "make an API key", tenant, by, connection -> desk.create(connection, tenant.value(), actsFor, request));
    }

    /**
     * A tenant's keys, also those that have ended.
     *
     * @param tenant the tenant
     * @return the newest first
     */
    public List<ApiKey> list(TenantId tenant) {
        return work.read("list API keys", connection -> desk.list(connection, tenant.value()));
    }

    /**
     * Finds a key as people name it.
     *
     * @param tenant whose key
     * @param reference its id, or the part of it that is no secret: {@code cf_live_0aB9zY7xW5vU} or the last 12 digits of that
     * @return the key
     * @throws io.tenancy.apikey.ApiKeyNotFoundException if the tenant has no such key
     */
    public ApiKey find(TenantId tenant, String reference) {
        return work.read("find an API key", connection -> desk.find(connection, tenant.value(), reference));
    }

    /**
     * Puts a new key in the place of one; it acts for whom the old one does.
     *
     * @param tenant whose key
     * @param id the old key
     * @param overlap how long the old one goes on: 0 to 30 days
     * @param by who does it
     * @return the new key and, for the only time, its secret
     * @throws io.tenancy.apikey.ApiKeyNotFoundException if the tenant has no such key
     * @throws io.tenancy.apikey.ApiKeyRefusedException if it has ended already
     */
    public NewApiKey rotate(TenantId tenant, UUID id, Duration overlap, Attribution by) {
        return change(
                "rotate an API key",
                tenant,
                by,
                connection -> desk.rotate(connection, tenant.value(), null, id, overlap));
    }

    /**
     * Ends a key.
     *
     * @param tenant whose key
     * @param id the key
     * @param by who does it
     * @return the key as it is now
     * @throws io.tenancy.apikey.ApiKeyNotFoundException if the tenant has no such key
     */
    @CanIgnoreReturnValue
    public ApiKey revoke(TenantId tenant, UUID id, Attribution by) {
        return change("revoke an API key", tenant, by, connection -> desk.revoke(connection, tenant.value(), id));
    }

    /**
     * How often a key was used.
     *
     * @param tenant whose key
     * @param id the key
     * @param since the first day, UTC
     * @return the days with any use, oldest first
     * @throws io.tenancy.apikey.ApiKeyNotFoundException if the tenant has no such key
     */
    public List<ApiKeys.DailyUse> usage(TenantId tenant, UUID id, LocalDate since) {
        return work.read("read the use of an API key", connection -> desk.usage(connection, tenant.value(), id, since));
    }

    private <T> T change(String doing, TenantId tenant, Attribution by, Jdbc.Work<T> change) {
        return work.in(tenant, by).change(doing, by.reason(), KeyRefusals.ALL, change);
    }
}
