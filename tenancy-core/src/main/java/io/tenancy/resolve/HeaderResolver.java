package io.tenancy.resolve;

import io.tenancy.tenant.TenantKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a header of trusted requests. */
final class HeaderResolver implements TenantResolver {
    private final String header;
    private final Predicate<TenantRequest> trusted;

    HeaderResolver(String header, Predicate<TenantRequest> trusted) {
        this.header = Objects.requireNonNull(header, "header");
        this.trusted = Objects.requireNonNull(trusted, "trusted");
    }

    @Override
    public String name() {
        return "header:" + header;
    }

    @Override
    public boolean isAuthenticated() {
        return false;
    }

    @Override
    public Optional<TenantKey> resolve(TenantRequest request) {
        List<String> values = request.header(header);
        if (values.isEmpty() || !trusted.test(request)) {
            return Optional.empty();
        }
        TenantKey first = TenantKey.of(values.get(0));
        for (String value : values) {
            TenantKey other = TenantKey.of(value);
            if (!other.equals(first)) {
                // A proxy that appends to what the client sent: neither value can be told from the other.
                throw new TenantAmbiguousException(
                        new Resolution(first, name(), false), new Resolution(other, name(), false));
            }
        }
        return Optional.of(first);
    }

    @Override
    public String toString() {
        return name();
    }
}
