package io.tenancy.jdbc.internal.apikey;

import io.tenancy.authorization.Permission;
import io.tenancy.tenant.TenantId;
import java.util.SortedSet;
import java.util.UUID;

/** What a key may now: its scopes, as far as whoever it acts for holds them. Implementations are thread-safe. */
public interface KeyRights {
    /**
     * In the whole tenant.
     *
     * @param tenant the tenant, which need not be bound
     * @param key the key's principal id
     * @return the permissions
     */
    SortedSet<Permission> permissions(TenantId tenant, UUID key);

    /**
     * The branches where it may anything.
     *
     * @param tenant the tenant, which need not be bound
     * @param key the key's principal id
     * @return their ids
     */
    SortedSet<UUID> branches(TenantId tenant, UUID key);
}
