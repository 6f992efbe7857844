package io.tenancy.jdbc.provision;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.TenantRows;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows that remember how far a provisioning has got. */
final class ProvisioningRows {
    private static final String SELECT =
            "select p.id as order_id, p.state, p.attempts, p.started_at, p.finished_at, p.error, " + TenantRows.COLUMNS
                    + " from tenancy.provisioning p join tenancy.tenant t on t.id = p.tenant_id where ";

    private ProvisioningRows() {}

    static void insert(Connection connection, UUID id, UUID tenant, ProvisioningRequest request, Instant now)
            throws SQLException {
        ProvisioningRequest.Owner owner = request.owner();
        Jdbc.run(
                connection,
                "insert into tenancy.provisioning (id, idempotency_key, tenant_id, request, request_hash, state, attempts, started_at)"
                        + " values (?, ?, ?, jsonb_build_object('key', ?::text, 'name', ?::text, 'plan', ?::text,"
                        + " 'ownerEmail', ?::text, 'ownerName', ?::text, 'ownerAccount', ?::text, 'settings', (select coalesce(jsonb_object_agg(s.name, s.value), '{}')"
                        + " from unnest(?::text[], ?::text[]) s(name, value))), ?, 'WAITING', 0, ?)"
                        + " on conflict (idempotency_key) do nothing",
                id,
                request.idempotencyKey(),
                tenant,
                request.key().value(),
                request.name(),
                request.plan(),
                owner == null ? null : owner.email(),
                owner == null ? null : owner.name(),
                owner == null ? null : account(owner),
                request.settings().keySet().toArray(String[]::new),
                request.settings().values().toArray(String[]::new),
                hash(request),
                utc(now));
    }

    static void insertSteps(Connection connection, UUID id, List<ProvisioningStep> steps) throws SQLException {
        Jdbc.run(
                connection,
                "insert into tenancy.provisioning_step (provisioning_id, place, name, state, attempts)"
                        + " select ?, s.place - 1, s.name, 'OPEN', 0 from unnest(?::text[]) with ordinality s(name, place)",
                id,
                steps.stream().map(ProvisioningStep::name).toArray(String[]::new));
    }

    /** Whether the order that is known by the key is the same one. */
    static boolean isSame(Connection connection, ProvisioningRequest request) throws SQLException {
        return Jdbc.test(
                connection,
                "select request_hash = ? from tenancy.provisioning where idempotency_key = ?",
                hash(request),
                request.idempotencyKey());
    }

    static Optional<Provisioning> byIdempotencyKey(Connection connection, String key) throws SQLException {
        return one(connection, "p.idempotency_key = ?", key);
    }

    static Optional<Provisioning> byTenant(Connection connection, TenantId tenant) throws SQLException {
        return one(connection, "p.tenant_id = ?", tenant.value());
    }

    static Provisioning read(Connection connection, UUID id) throws SQLException {
        return one(connection, "p.id = ?", id).orElseThrow();
    }

    /** Nobody else carries it on until the transaction ends; SQLSTATE 55P03 if somebody does. */
    static Provisioning lock(Connection connection, UUID id) throws SQLException {
        Jdbc.run(connection, "select 1 from tenancy.provisioning where id = ? for update nowait", id);
        return read(connection, id);
    }

    private static Optional<Provisioning> one(Connection connection, String condition, Object bind)
            throws SQLException {
        List<Provisioning> found = Jdbc.list(connection, SELECT + condition, ProvisioningRows::withoutSteps, bind);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Provisioning bare = found.get(0);
        List<Provisioning.Step> steps = Jdbc.list(
                connection,
                "select name, state, attempts from tenancy.provisioning_step where provisioning_id = ? order by place",
                row -> new Provisioning.Step(row.getString(1), row.getString(2), row.getInt(3)),
                bare.id());
        return Optional.of(new Provisioning(
                bare.id(),
                bare.tenant(),
                bare.state(),
                steps,
                bare.attempts(),
                bare.startedAt(),
                bare.finishedAt(),
                bare.error()));
    }

    private static Provisioning withoutSteps(ResultSet row) throws SQLException {
        return new Provisioning(
                row.getObject("order_id", UUID.class),
                TenantRows.read(row),
                Provisioning.State.valueOf(row.getString("state")),
                List.of(),
                row.getInt("attempts"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getString("error"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    static void step(Connection connection, UUID id, String name, String state, Instant now) throws SQLException {
        Jdbc.run(
                connection,
                "update tenancy.provisioning_step set state = ?, finished_at = ? where provisioning_id = ? and name = ?",
                state,
                utc(now),
                id,
                name);
    }

    static void tried(Connection connection, UUID id, String name) throws SQLException {
        Jdbc.run(
                connection,
                "update tenancy.provisioning_step set attempts = attempts + 1 where provisioning_id = ? and name = ?",
                id,
                name);
    }

    static void begun(Connection connection, UUID id) throws SQLException {
        Jdbc.run(
                connection,
                "update tenancy.provisioning set state = 'RUNNING', attempts = attempts + 1, finished_at = null, error = null where id = ?",
                id);
    }

    static void ended(Connection connection, UUID id, Provisioning.State state, @Nullable String error, Instant now)
            throws SQLException {
        Jdbc.run(
                connection,
                "update tenancy.provisioning set state = ?, error = ?, finished_at = ?,"
                        + " request = case when ?::boolean then null else request end where id = ?",
                state.name(),
                error == null || error.length() <= 1000 ? error : error.substring(0, 1000),
                utc(now),
                state == Provisioning.State.DONE,
                id);
    }

    /** What was ordered; it is forgotten once it is done. */
    static ProvisioningRequest request(Connection connection, UUID id) throws SQLException {
        TreeMap<String, String> settings = new TreeMap<>();
        Jdbc.list(
                        connection,
                        "select s.key, s.value from tenancy.provisioning p, jsonb_each_text(p.request -> 'settings') s where p.id = ?",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        id)
                .forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
        return Jdbc.first(
                        connection,
                        "select request ->> 'key', request ->> 'name', request ->> 'plan', request ->> 'ownerEmail',"
                                + " request ->> 'ownerName', idempotency_key, request ->> 'ownerAccount' from tenancy.provisioning where id = ? and request is not null",
                        row -> new ProvisioningRequest(
                                TenantKey.of(row.getString(1)),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4) == null
                                        ? null
                                        : new ProvisioningRequest.Owner(
                                                row.getString(4), row.getString(5), id(row.getString(7))),
                                settings,
                                row.getString(6)),
                        id)
                .orElseThrow();
    }

    private static @Nullable String account(ProvisioningRequest.Owner owner) {
        UUID account = owner.account();
        return account == null ? null : account.toString();
    }

    private static @Nullable UUID id(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }

    private static byte[] hash(ProvisioningRequest request) {
        ProvisioningRequest.Owner owner = request.owner();
        StringBuilder text = new StringBuilder();
        add(text, request.key().value());
        add(text, request.name());
        add(text, request.plan());
        add(text, owner == null ? null : owner.email());
        add(text, owner == null ? null : owner.name());
        add(text, owner == null ? null : account(owner));
        request.settings().forEach((name, value) -> {
            add(text, name);
            add(text, value);
        });
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With its length, so that two orders never run together to the same text. */
    private static void add(StringBuilder text, @Nullable String part) {
        text.append(part == null ? -1 : part.length()).append(':').append(part == null ? "" : part);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(java.time.ZoneOffset.UTC);
    }

    /** The tenant of an order, as it is now. */
    static Tenant tenant(Connection connection, Provisioning order) throws SQLException {
        return RegistryWork.lock(connection, order.tenant().id());
    }
}
