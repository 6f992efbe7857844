package io.tenancy.jdbc.provision;

import io.tenancy.jdbc.internal.registry.Lookup;
import io.tenancy.jdbc.internal.registry.RegistrySource;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStore;
import java.util.Optional;

/** Asks the registry every time. */
record UncachedTenantStore(RegistrySource source) implements TenantStore {
    @Override
    public Optional<Tenant> findByKey(TenantKey key) {
        return source.ask(new Lookup(Lookup.By.KEY, key.value()));
    }

    @Override
    public Optional<Tenant> findById(TenantId id) {
        return source.ask(new Lookup(Lookup.By.ID, id.toString()));
    }

    @Override
    public Optional<Tenant> findByDomain(String domain) {
        return source.ask(new Lookup(Lookup.By.DOMAIN, domain));
    }
}
