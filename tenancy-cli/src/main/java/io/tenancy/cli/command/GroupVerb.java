package io.tenancy.cli.command;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.PrincipalGroup;
import io.tenancy.authorization.Roles;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A verb on the groups of a tenant, over the admin connection. */
abstract class GroupVerb extends RoleVerb {
    GroupVerb(Session session) {
        super(session);
    }

    /** The one group of a name or id. */
    static PrincipalGroup group(Tenant tenant, Roles roles, String typed) {
        return roles.groups().stream()
                .filter(group ->
                        group.name().equals(typed) || group.id().toString().equals(typed))
                .findFirst()
                .orElseThrow(() -> new AccessNotFoundException(
                        "There is no group " + typed, "tenancyctl group list " + tenant.key() + " shows them", null));
    }

    static Map<String, @Nullable Object> fields(Tenant tenant, UUID id, String name) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("tenant", tenant.key());
        fields.put("group", id);
        fields.put("name", name);
        return fields;
    }
}
