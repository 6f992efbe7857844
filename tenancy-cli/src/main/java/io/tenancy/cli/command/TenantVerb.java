package io.tenancy.cli.command;

import io.tenancy.config.ConnectionRole;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.tenant.TenantKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb on one tenant, named by its key, that leaves an entry in the audit trail. */
abstract class TenantVerb extends Verb {
    @Parameters(index = "0", paramLabel = "KEY", description = "The key of the tenant, such as acme.")
    private String key = "";

    @Mixin
    private final AttributionOptions attribution = new AttributionOptions();

    private @Nullable TenantRegistry registry;

    TenantVerb(Session session) {
        super(session);
    }

    /** The key as typed, refused if it is none. */
    final TenantKey key() {
        return TenantKey.of(key);
    }

    final AttributionOptions attribution() {
        return attribution;
    }

    final TenantRegistry registry() {
        if (registry == null) {
            registry = TenantRegistry.over(
                    session().connections().controlled(ConnectionRole.ADMIN),
                    session().clock());
        }
        return registry;
    }
}
