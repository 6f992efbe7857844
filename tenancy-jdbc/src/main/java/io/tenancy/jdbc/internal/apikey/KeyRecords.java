package io.tenancy.jdbc.internal.apikey;

import io.tenancy.apikey.ApiKey;
import io.tenancy.apikey.ApiKeyFormat;
import io.tenancy.apikey.ApiKeyNotFoundException;
import io.tenancy.apikey.ApiKeyRequest;
import io.tenancy.apikey.ApiKeys;
import io.tenancy.apikey.KeyEnvironment;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.PresentedKey;
import io.tenancy.authorization.EscalationRefusedException;
import io.tenancy.authorization.Permission;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one tenant in the database, over a connection of the application in the tenant or of an operator. Immutable and
 * thread-safe.
 */
final class KeyRecords {
    private static final String SELECT =
            "select k.id, k.lookup, k.name, k.environment, k.scopes, k.networks, k.per_hour, k.created_by, k.created_at, k.expires_at,"
                    + " k.revoked_at, k.replaced_by, (select max(u.last_used_at) from tenancy.api_key_use u"
                    + " where u.tenant_id = k.tenant_id and u.key_id = k.id) as last_used_at from tenancy.api_key k where k.tenant_id = ?";

    private final ApiKeyFormat format;
    private final Peppers peppers;

    KeyRecords(ApiKeyFormat format, Peppers peppers) {
        this.format = format;
        this.peppers = peppers;
    }

    /** Writes a new key: the row, and as delegate of its creator its scopes, which the database compares with what the creator holds. */
    void insert(
            Connection connection,
            UUID tenant,
            UUID id,
            PresentedKey secret,
            ApiKeyRequest request,
            long perHour,
            UUID creator,
            Instant now)
            throws SQLException {
        String[] scopes = request.scopes().stream().map(Permission::toString).toArray(String[]::new);
        Jdbc.run(
                connection,
                "insert into tenancy.api_key (tenant_id, id, lookup, environment, name, key_hash, pepper, scopes, networks, per_hour,"
                        + " created_by, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?::text[], ?::text[], ?, ?, ?, ?)",
                tenant,
                id,
                secret.id(),
                secret.environment().word(),
                request.name(),
                peppers.hash(secret),
                peppers.currentId(),
                scopes,
                request.networks().stream().map(Object::toString).toArray(String[]::new),
                perHour,
                creator,
                time(now),
                time(request.expiresAt()));
        Jdbc.run(
                connection,
                "insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values (?, ?, ?)",
                tenant,
                id,
                creator);
        Jdbc.run(
                connection,
                "insert into tenancy.delegate_permission (tenant_id, principal_id, permission) select ?, ?, s from unnest(?::text[]) s",
                tenant,
                id,
                scopes);
    }

    /** What an operator gives in somebody's name, that somebody must hold: the database asks this of members only. */
    void requireHeld(Connection connection, UUID tenant, UUID creator, SortedSet<Permission> scopes)
            throws SQLException {
        List<String> lacking = Jdbc.list(
                connection,
                "select s from unnest(?::text[]) s where exists (select from tenancy.permission p where p.key = s)"
                        + " and not tenancy.principal_holds(?, ?, s, null) and not exists (select from tenancy.role_grant g"
                        + " where g.tenant_id = ? and g.branch_id is not null and tenancy.principal_holds(?, ?, s, g.branch_id))",
                row -> row.getString(1),
                scopes.stream().map(Permission::toString).toArray(String[]::new),
                tenant,
                creator,
                tenant,
                tenant,
                creator);
        if (!lacking.isEmpty()) {
            throw new EscalationRefusedException(
                    "Whoever the key acts for does not hold " + String.join(", ", lacking), null);
        }
    }

    List<ApiKey> list(Connection connection, UUID tenant) throws SQLException {
        return Jdbc.list(connection, SELECT + " order by k.created_at desc, k.id desc", this::read, tenant);
    }

    ApiKey require(Connection connection, UUID tenant, UUID id) throws SQLException {
        return Jdbc.first(connection, SELECT + " and k.id = ?", this::read, tenant, id)
                .orElseThrow(() -> new ApiKeyNotFoundException(id.toString()));
    }

    /** Ends it, and its rights where the database looks. */
    void revoke(Connection connection, UUID tenant, UUID id, Instant now) throws SQLException {
        Jdbc.run(
                connection,
                "update tenancy.api_key set revoked_at = ? where tenant_id = ? and id = ? and revoked_at is null",
                time(now),
                tenant,
                id);
        Jdbc.run(
                connection,
                "delete from tenancy.delegate_permission where tenant_id = ? and principal_id = ?",
                tenant,
                id);
        Jdbc.run(connection, "delete from tenancy.delegate where tenant_id = ? and principal_id = ?", tenant, id);
    }

    /** Lets the old one go on until then, or until its own earlier end. */
    void replace(Connection connection, UUID tenant, UUID old, UUID successor, Instant end) throws SQLException {
        Jdbc.run(
                connection,
                "update tenancy.api_key set replaced_by = ?, expires_at = least(expires_at, ?) where tenant_id = ? and id = ?",
                successor,
                time(end),
                tenant,
                old);
    }

    List<ApiKeys.DailyUse> usage(Connection connection, UUID tenant, UUID id, LocalDate since) throws SQLException {
        return Jdbc.list(
                connection,
                "select day, accepted, refused from tenancy.api_key_use where tenant_id = ? and key_id = ? and day >= ? order by day",
                row -> new ApiKeys.DailyUse(row.getObject(1, LocalDate.class), row.getLong(2), row.getLong(3)),
                tenant,
                id,
                since);
    }

    private ApiKey read(ResultSet row) throws SQLException {
        KeyEnvironment environment =
                KeyEnvironment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT));
        SortedSet<Permission> scopes = new TreeSet<>();
        for (Object scope : (Object[]) row.getArray("scopes").getArray()) {
            scopes.add(Permission.of(scope.toString()));
        }
        Instant created = instant(row, "created_at");
        return new ApiKey(
                row.getObject("id", UUID.class),
                format.start(environment, row.getString("lookup")),
                row.getString("name"),
                environment,
                scopes,
                KeptKey.networks(row.getArray("networks")),
                row.getLong("per_hour"),
                row.getObject("created_by", UUID.class),
                created == null ? Instant.EPOCH : created,
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                row.getObject("replaced_by", UUID.class),
                instant(row, "last_used_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
