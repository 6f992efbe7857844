package io.tenancy.resolve;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.tenant.TenantKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request, from whatever protocol, at the moment when its tenant is looked for. Immutable and thread-safe.
 *
 * <pre>{@code
 * TenantRequest request = TenantRequest.builder()
 *         .host(http.getHeader("Host"))
 *         .path(http.getRequestURI())                    // as sent, not decoded
 *         .header("X-Tenant", http.getHeader("X-Tenant"))
 *         .claims(verifiedToken.getClaims())             // only after the signature was checked
 *         .build();
 * }</pre>
 *
 * <p>Host, path and headers are whatever the client wrote. Claims and the tenant of an API key must be given only after they were
 * verified: resolvers believe them.
 */
public final class TenantRequest {
    private final @Nullable HostName host;
    private final @Nullable String path;
    private final @Nullable InetAddress peer;
    private final Map<String, List<String>> headers;
    private final Map<String, Object> claims;
    private final @Nullable TenantKey apiKeyTenant;

    private TenantRequest(Builder builder) {
        this.host = builder.host;
        this.path = builder.path;
        this.peer = builder.peer;
        Map<String, List<String>> copy = new LinkedHashMap<>();
        builder.headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        this.headers = copy;
        this.claims = new LinkedHashMap<>(builder.claims);
        this.apiKeyTenant = builder.apiKeyTenant;
    }

    /**
     * Starts a request about which nothing is known yet.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A request of which only the host is known.
     *
     * @param host a host with optional port
     * @return the request
     * @throws InvalidHostException if the host cannot be read
     */
    public static TenantRequest ofHost(String host) {
        return builder().host(host).build();
    }

    /**
     * The host the client asked for.
     *
     * @return the normalised host, or null if unknown
     */
    public @Nullable HostName host() {
        return host;
    }

    /**
     * The path the client asked for, as sent.
     *
     * @return the path, or null if unknown
     */
    public @Nullable String path() {
        return path;
    }

    /**
     * Who is at the other end of the connection: the client, or the proxy in front of this application.
     *
     * @return the address, or null if unknown
     */
    public @Nullable InetAddress peer() {
        return peer;
    }

    /**
     * All values of a header.
     *
     * @param name the header's name in any case
     * @return the values in the order received, possibly empty
     */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * A verified claim.
     *
     * @param name the exact name
     * @return the value, or null if the token has no such claim
     */
    public @Nullable Object claim(String name) {
        return claims.get(name);
    }

    /**
     * The tenant of the API key that came with the request.
     *
     * @return the tenant's key, or null if there was no API key
     */
    public @Nullable TenantKey apiKeyTenant() {
        return apiKeyTenant;
    }

    @Override
    public String toString() {
        return "TenantRequest[host=" + host + "]"; // headers and claims may hold secrets
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private @Nullable HostName host;
        private @Nullable String path;
        private @Nullable InetAddress peer;
        private final Map<String, List<String>> headers = new LinkedHashMap<>();
        private final Map<String, Object> claims = new LinkedHashMap<>();
        private @Nullable TenantKey apiKeyTenant;

        private Builder() {}

        /**
         * The host the client asked for.
         *
         * @param text a host with optional port, or null if the request has none
         * @return this
         * @throws InvalidHostException if the host cannot be read
         */
        @CanIgnoreReturnValue
        public Builder host(@Nullable String text) {
            this.host = text == null ? null : HostName.parse(text);
            return this;
        }

        /**
         * The path the client asked for.
         *
         * @param path the path as sent, before any decoding or clean-up
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder path(@Nullable String path) {
            this.path = path;
            return this;
        }

        /**
         * The other end of the connection, needed for headers that only a proxy may send.
         *
         * @param peer the address of the socket, not of a forwarding header
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder peer(@Nullable InetAddress peer) {
            this.peer = peer;
            return this;
        }

        /**
         * Adds one value of a header. Give every value, also of a header that is repeated.
         *
         * @param name the header's name in any case
         * @param value the value; null adds nothing
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder header(String name, @Nullable String value) {
            if (value != null) {
                headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                        .add(value);
            }
            return this;
        }

        /**
         * Adds the claims of a token whose signature, issuer, audience and time were checked.
         *
         * @param verified the claims by name
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder claims(Map<String, ? extends Object> verified) {
            claims.putAll(verified);
            return this;
        }

        /**
         * Adds one verified claim.
         *
         * @param name the name
         * @param value the value
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder claim(String name, Object value) {
            claims.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * The tenant of an API key that was verified.
         *
         * @param tenant the tenant's key
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder apiKeyTenant(@Nullable TenantKey tenant) {
            this.apiKeyTenant = tenant;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return an immutable request
         */
        public TenantRequest build() {
            return new TenantRequest(this);
        }
    }
}
