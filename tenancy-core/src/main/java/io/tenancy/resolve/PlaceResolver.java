package io.tenancy.resolve;

import io.tenancy.tenant.TenantKey;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A resolver made of a name and a function. */
final class PlaceResolver implements TenantResolver {
    private final String name;
    private final boolean authenticated;
    private final Function<TenantRequest, Optional<TenantKey>> place;

    PlaceResolver(String name, boolean authenticated, Function<TenantRequest, Optional<TenantKey>> place) {
        this.name = Objects.requireNonNull(name, "name");
        this.authenticated = authenticated;
        this.place = place;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAuthenticated() {
        return authenticated;
    }

    @Override
    public Optional<TenantKey> resolve(TenantRequest request) {
        return place.apply(request);
    }

    @Override
    public String toString() {
        return name;
    }
}
