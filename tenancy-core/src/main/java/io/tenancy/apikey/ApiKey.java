package io.tenancy.apikey;

import io.tenancy.authorization.Permission;
import io.tenancy.resolve.Network;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept: everything but the secret. Immutable and thread-safe.
 *
 * @param id the key's principal id
 * @param start the key up to the secret, as it stands in front of whoever holds it
 * @param name for people
 * @param environment what it is for
 * @param scopes what it was made for; what it may is what of this its creator holds now
 * @param networks from where it may be used; empty for everywhere
 * @param perHour how many requests it may make in an hour
 * @param createdBy for whom it acts
 * @param createdAt when it was made
 * @param expiresAt from when on it is refused; null for never
 * @param revokedAt when it was revoked; null if it was not
 * @param replacedBy the key that took its place; null for none
 * @param lastUsedAt when it was last used, to about a minute; null for never
 */
public record ApiKey(
        UUID id,
        String start,
        String name,
        KeyEnvironment environment,
        SortedSet<Permission> scopes,
        List<Network> networks,
        long perHour,
        UUID createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable UUID replacedBy,
        @Nullable Instant lastUsedAt) {
    /**
     * Copies the collections.
     *
     * @param id the id
     * @param start the key up to the secret
     * @param name for people
     * @param environment what it is for
     * @param scopes what it was made for
     * @param networks from where it may be used
     * @param perHour how many requests in an hour
     * @param createdBy for whom it acts
     * @param createdAt when it was made
     * @param expiresAt from when on it is refused
     * @param revokedAt when it was revoked
     * @param replacedBy the key that took its place
     * @param lastUsedAt when it was last used
     */
    public ApiKey {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        networks = List.copyOf(networks);
    }

    /** Where a key stands. */
    public enum Status {
        /** It can be used. */
        ACTIVE,
        /** Its time is over. */
        EXPIRED,
        /** Somebody ended it. */
        REVOKED
    }

    /**
     * Where it stands.
     *
     * @param at the instant
     * @return the status then
     */
    public Status status(Instant at) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        return expiresAt != null && !at.isBefore(expiresAt) ? Status.EXPIRED : Status.ACTIVE;
    }
}
