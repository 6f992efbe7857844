package io.tenancy.resolve;

import io.tenancy.tenant.RegistryUnavailableException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry of verified domains, for tests. */
final class DomainStore implements TenantStore {
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;

    private final Map<String, Tenant> domains;

    DomainStore(Map<String, Tenant> domains) {
        this.domains = domains;
    }

    @Override
    public Optional<Tenant> findByDomain(String domain) {
        asked.incrementAndGet();
        if (down) {
            throw new RegistryUnavailableException(domain, new IllegalStateException("down"));
        }
        return Optional.ofNullable(domains.get(domain));
    }

    @Override
    public Optional<Tenant> findByKey(TenantKey key) {
        return domains.values().stream().filter(t -> t.key().equals(key)).findFirst();
    }

    @Override
    public Optional<Tenant> findById(TenantId id) {
        return domains.values().stream().filter(t -> t.id().equals(id)).findFirst();
    }
}
