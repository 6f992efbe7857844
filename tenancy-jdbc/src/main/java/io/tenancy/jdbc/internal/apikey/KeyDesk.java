package io.tenancy.jdbc.internal.apikey;

import io.tenancy.ErrorCode;
import io.tenancy.apikey.ApiKey;
import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeyNotFoundException;
import io.tenancy.apikey.ApiKeyRefusedException;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.ApiKeys;
import io.tenancy.apikey.NewApiKey;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.PresentedKey;
import io.tenancy.jdbc.internal.registry.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes, rotates and ends the keys of a tenant inside a transaction that says who does it. The same for members and operators: they
 * differ in the connection and in whom the key acts for. Thread-safe.
 */
public final class KeyDesk {
    private final ApiKeyFormat format;
    private final KeyRecords records;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final long perHour;

    /**
     * Puts it together.
     *
     * @param format what keys look like
     * @param peppers what they are hashed with
     * @param perHour how many requests in an hour a key makes that names no number
     * @param clock the time of changes
     */
    public KeyDesk(ApiKeyFormat format, Peppers peppers, long perHour, Clock clock) {
        this.format = format;
        this.records = new KeyRecords(format, peppers);
        this.ids = new TimeOrderedIds(clock);
        this.clock = clock;
        this.perHour = perHour;
    }

    /**
     * Makes a key.
     *
     * @param connection says already who changes what
     * @param tenant whose key
     * @param creator for whom it acts
     * @param request what it shall be
     * @return the key and its secret
     * @throws SQLException with SQLSTATE TN020 if the creator does not hold a scope
     */
    public NewApiKey create(Connection connection, UUID tenant, UUID creator, ApiKeyRequest request)
            throws SQLException {
        Instant now = clock.instant();
        if (request.scopes().isEmpty()) {
            throw new IllegalArgumentException("a key needs one scope at least");
        }
        Instant end = request.expiresAt();
        if (end != null && !end.isAfter(now)) {
            throw new IllegalArgumentException("a key's end must be ahead");
        }
        UUID id = ids.next();
        PresentedKey secret = format.generate(request.environment());
        Long wanted = request.perHour();
        records.requireHeld(connection, tenant, creator, request.scopes());
        records.insert(connection, tenant, id, secret, request, wanted == null ? perHour : wanted, creator, now);
        return new NewApiKey(records.require(connection, tenant, id), secret);
    }

    /**
     * Puts a new key in the place of one.
     *
     * @param connection says already who changes what
     * @param tenant whose key
     * @param creator for whom the new key acts; null for whom the old one does
     * @param old the old key
     * @param overlap how long the old one goes on
     * @return the new key and its secret
     * @throws SQLException with SQLSTATE TN020 if the creator does not hold a scope
     */
    public NewApiKey rotate(Connection connection, UUID tenant, @Nullable UUID creator, UUID old, Duration overlap)
            throws SQLException {
        if (overlap.isNegative() || overlap.compareTo(ApiKeys.LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("an overlap is 0 to 30 days, not " + overlap);
        }
        Instant now = clock.instant();
        ApiKey key = records.require(connection, tenant, old);
        if (key.status(now) != ApiKey.Status.ACTIVE || key.replacedBy() != null) {
            throw new ApiKeyRefusedException(
                    key.revokedAt() != null ? ErrorCode.API_KEY_REVOKED : ErrorCode.API_KEY_EXPIRED,
                    "The key has ended or was replaced already",
                    "Make a new one",
                    Map.of("key", key.id().toString()));
        }
        Instant end = key.expiresAt();
        ApiKeyRequest request = new ApiKeyRequest(
                key.name(),
                key.environment(),
                key.scopes(),
                key.networks(),
                key.perHour(),
                end == null ? null : now.plus(Duration.between(key.createdAt(), end)));
        NewApiKey made = create(connection, tenant, creator == null ? key.createdBy() : creator, request);
        records.replace(connection, tenant, old, made.key().id(), now.plus(overlap));
        return made;
    }

    /**
     * Ends a key.
     *
     * @param connection says already who changes what
     * @param tenant whose key
     * @param id the key
     * @return the key as it is now
     * @throws SQLException if the database refuses
     */
    public ApiKey revoke(Connection connection, UUID tenant, UUID id) throws SQLException {
        if (records.require(connection, tenant, id).revokedAt() == null) {
            records.revoke(connection, tenant, id, clock.instant());
        }
        return records.require(connection, tenant, id);
    }

    /**
     * A key.
     *
     * @param connection of the tenant's, or an operator's
     * @param tenant whose key
     * @param id the key
     * @return the key
     * @throws SQLException if the database refuses
     */
    public ApiKey require(Connection connection, UUID tenant, UUID id) throws SQLException {
        return records.require(connection, tenant, id);
    }

    /**
     * A key as people name it.
     *
     * @param connection of the tenant's, or an operator's
     * @param tenant whose key
     * @param reference its id, or the part of it that is no secret
     * @return the key
     * @throws SQLException if the database refuses
     */
    public ApiKey find(Connection connection, UUID tenant, String reference) throws SQLException {
        return records.list(connection, tenant).stream()
                .filter(key -> key.id().toString().equals(reference)
                        || key.start().equals(reference)
                        || key.start().endsWith("_" + reference))
                .findFirst()
                .orElseThrow(() -> new ApiKeyNotFoundException(reference));
    }

    /**
     * All keys.
     *
     * @param connection of the tenant's, or an operator's
     * @param tenant whose keys
     * @return the newest first
     * @throws SQLException if the database refuses
     */
    public List<ApiKey> list(Connection connection, UUID tenant) throws SQLException {
        return records.list(connection, tenant);
    }

    /**
     * Days of use.
     *
     * @param connection of the tenant's, or an operator's
     * @param tenant whose key
     * @param id the key
     * @param since the first day, UTC
     * @return the days, oldest first
     * @throws SQLException if the database refuses
     */
    public List<ApiKeys.DailyUse> usage(Connection connection, UUID tenant, UUID id, LocalDate since)
            throws SQLException {
        return records.usage(
                connection, tenant, records.require(connection, tenant, id).id(), since);
    }
}
