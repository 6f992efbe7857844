package io.tenancy.jdbc.internal.registry;

import io.tenancy.tenant.TenantId;

/** Is told by the feed what becomes of the registry. Moments come from the feed's ticker, in nanoseconds. */
interface RegistryWatcher {
    /** Nothing has changed up to a moment. */
    void confirm(long at);

    /** Something has changed before a moment, nobody knows what. */
    void changed(long at);

    /** One tenant has changed; keys and domains that were nobody's may now be its own. */
    void changed(TenantId tenant);

    /** The database does not answer. */
    void down();
}
