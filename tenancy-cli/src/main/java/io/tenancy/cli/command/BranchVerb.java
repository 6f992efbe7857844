package io.tenancy.cli.command;

import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.Branch;
import io.tenancy.authorization.Roles;
import io.tenancy.tenant.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A verb on the branches of a tenant, over the admin connection. */
abstract class BranchVerb extends RoleVerb {
    BranchVerb(Session session) {
        super(session);
    }

    /** The one branch of an id, or of a name that only one has. */
    static Branch branch(Tenant tenant, Roles roles, String typed) {
        List<Branch> found = roles.branches().stream()
                .filter(branch ->
                        branch.id().toString().equals(typed) || branch.name().equals(typed))
                .toList();
        if (found.size() != 1) {
            throw new AccessNotFoundException(
                    found.isEmpty() ? "There is no branch " + typed : "Several branches are called " + typed,
                    "tenancyctl branch list " + tenant.key() + " shows them; give the id",
                    null);
        }
        return found.get(0);
    }

    static Map<String, @Nullable Object> fields(Tenant tenant, UUID id, String name, @Nullable UUID parent) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("tenant", tenant.key());
        fields.put("branch", id);
        fields.put("name", name);
        fields.put("parent", parent);
        return fields;
    }
}
