package io.tenancy.apikey;

import io.tenancy.authorization.Permission;
import io.tenancy.resolve.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a new key shall be. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * ApiKeyRequest.named("Laboratory")
 *         .scopes(Permission.of("patients:read"))
 *         .networks("203.0.113.0/24")
 *         .expiresAt(now.plus(Duration.ofDays(90)))
 * }</pre>
 *
 * @param name for people: 1 to 100 characters
 * @param environment what it is for; live unless said otherwise
 * @param scopes what it may: one at least
 * @param networks from where it may be used; empty for everywhere
 * @param perHour how many requests in an hour; null for the application's default, which is 1,000 unless declared otherwise
 * @param expiresAt from when on it is refused; null for never
 */
public record ApiKeyRequest(
        String name,
        KeyEnvironment environment,
        SortedSet<Permission> scopes,
        List<Network> networks,
        @Nullable Long perHour,
        @Nullable Instant expiresAt) {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_NETWORKS = 100;

    /**
     * Checks the components.
     *
     * @param name for people
     * @param environment what it is for
     * @param scopes what it may
     * @param networks from where
     * @param perHour how many requests in an hour
     * @param expiresAt from when on it is refused
     * @throws IllegalArgumentException if one is out of range
     */
    public ApiKeyRequest {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a key's name has 1 to 100 characters, not blank");
        }
        if (networks.size() > MOST_NETWORKS) {
            throw new IllegalArgumentException("a key has 100 networks at most");
        }
        if (perHour != null && (perHour < 1 || perHour > 1_000_000_000L)) {
            throw new IllegalArgumentException("a key makes 1 to 1,000,000,000 requests in an hour, not " + perHour);
        }
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        networks = List.copyOf(networks);
    }

    /**
     * A live key that may nothing yet.
     *
     * @param name for people
     * @return the request
     */
    public static ApiKeyRequest named(String name) {
        return new ApiKeyRequest(name, KeyEnvironment.LIVE, Collections.emptySortedSet(), List.of(), null, null);
    }

    /**
     * For another environment.
     *
     * @param other live or test
     * @return a copy
     */
    public ApiKeyRequest environment(KeyEnvironment other) {
        return new ApiKeyRequest(name, other, scopes, networks, perHour, expiresAt);
    }

    /**
     * With permissions.
     *
     * @param permissions what the key may, as far as its creator may it
     * @return a copy
     */
    public ApiKeyRequest scopes(Permission... permissions) {
        return scopes(Arrays.asList(permissions));
    }

    /**
     * With permissions.
     *
     * @param permissions what the key may, as far as its creator may it
     * @return a copy
     */
    public ApiKeyRequest scopes(Collection<Permission> permissions) {
        return new ApiKeyRequest(name, environment, new TreeSet<>(permissions), networks, perHour, expiresAt);
    }

    /**
     * Only from some networks.
     *
     * @param cidr addresses or networks, IPv4 or IPv6
     * @return a copy
     * @throws IllegalArgumentException if one cannot be read, or has bits set beyond its length
     */
    public ApiKeyRequest networks(String... cidr) {
        List<Network> parsed = new ArrayList<>();
        for (String network : cidr) {
            parsed.add(Network.parse(network));
        }
        return new ApiKeyRequest(name, environment, scopes, parsed, perHour, expiresAt);
    }

    /**
     * With another number of requests in an hour.
     *
     * @param requests 1 to 1,000,000,000
     * @return a copy
     */
    public ApiKeyRequest perHour(long requests) {
        return new ApiKeyRequest(name, environment, scopes, networks, requests, expiresAt);
    }

    /**
     * With an end.
     *
     * @param end from when on it is refused
     * @return a copy
     */
    public ApiKeyRequest expiresAt(@Nullable Instant end) {
        return new ApiKeyRequest(name, environment, scopes, networks, perHour, end);
    }
}
