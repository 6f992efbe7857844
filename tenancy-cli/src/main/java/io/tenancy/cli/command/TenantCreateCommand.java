package io.tenancy.cli.command;

import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = {
            "Create a tenant; it is active at once.",
            "The key is 1 to 63 of a-z, 0-9 and inner hyphens. It may be renamed later; the id never changes."
        })
@Mark(Mark.Effect.CHANGES)
final class TenantCreateCommand extends TenantVerb {
    @Option(names = "--name", paramLabel = "NAME", description = "The display name (default: the key).")
    private @Nullable String name;

    TenantCreateCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        TenantKey key = key();
        String display = name == null ? key.value() : TenantNames.checked(name);
        Attribution by = attribution().attribution("Created by hand");
        Tenant tenant = registry().create(key, display, by);
        session().console().print(TenantView.changed("Tenant " + key + " is active", tenant));
        return OK;
    }
}
