package io.tenancy.jdbc.internal.apikey;

import io.tenancy.apikey.KeyEnvironment;
import io.tenancy.apikey.Peppers;
import io.tenancy.apikey.PresentedKey;
import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.resolve.Network;
import io.tenancy.tenant.TenantId;
import java.net.InetAddress;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a node remembers of a key to verify it. Immutable. */
final class KeptKey {
    private final TenantId tenant;
    private final Principal principal;
    private final KeyEnvironment environment;
    private final byte[] hash;
    private final String pepper;
    private final List<Network> networks;
    private final long perHour;
    private final @Nullable Instant expiresAt;
    private final boolean revoked;
    private final @Nullable Instant blockedUntil;

    private KeptKey(ResultSet row) throws SQLException {
        this.tenant = TenantId.of(row.getObject("tenant_id", UUID.class));
        this.principal = new Principal(row.getObject("id", UUID.class), row.getString("name"), PrincipalKind.API_KEY);
        this.environment = KeyEnvironment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT));
        this.hash = row.getBytes("key_hash");
        this.pepper = row.getString("pepper");
        this.networks = networks(row.getArray("networks"));
        this.perHour = row.getLong("per_hour");
        OffsetDateTime end = row.getObject("expires_at", OffsetDateTime.class);
        this.expiresAt = end == null ? null : end.toInstant();
        this.revoked = row.getObject("revoked_at") != null;
        OffsetDateTime block = row.getObject("blocked_until", OffsetDateTime.class);
        this.blockedUntil = block == null ? null : block.toInstant();
    }

    /** Asks, before any tenant is bound: exact, one row. */
    static Optional<KeptKey> find(Connection connection, String id) throws SQLException {
        return Jdbc.first(
                connection,
                "select k.*, tenancy.blocked_until('key', k.id::text, k.tenant_id) as blocked_until"
                        + " from tenancy.api_key_by_id(?) k",
                KeptKey::new,
                id);
    }

    static List<Network> networks(Array array) throws SQLException {
        List<Network> networks = new ArrayList<>();
        for (Object network : (Object[]) array.getArray()) {
            networks.add(Network.parse(network.toString()));
        }
        return networks;
    }

    boolean isOpenedBy(PresentedKey key, Peppers peppers) {
        return environment == key.environment() && peppers.matches(key, pepper, hash);
    }

    boolean isRevoked() {
        return revoked;
    }

    boolean isBlocked(Instant now) {
        return blockedUntil != null && now.isBefore(blockedUntil);
    }

    boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean accepts(@Nullable InetAddress address) {
        return networks.isEmpty() || (address != null && networks.stream().anyMatch(n -> n.contains(address)));
    }

    TenantId tenant() {
        return tenant;
    }

    Principal principal() {
        return principal;
    }

    KeyEnvironment environment() {
        return environment;
    }

    long perHour() {
        return perHour;
    }
}
