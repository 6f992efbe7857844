package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.synthesis.Side;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** One more row of the other tenant in every table, where there is room for it. */
final class Planting {
    private Planting() {}

    /** A tenant in the registry, with a domain. */
    static List<String> ofRegistry(Side tenant) {
        String id = "'" + tenant.tenant() + "'";
        return List.of(
                "select set_config('tenancy.actor', 'tenancy proof', true), set_config('tenancy.reason', 'tenancy proof', true),"
                        + " set_config('tenancy.changed_at', now()::text, true)",
                "insert into tenancy.tenant (id, key, name, status, status_since, version, created_at, updated_at) values ("
                        + id + ", " + key(tenant) + ", 'Proof', 'PENDING', now(), 1, now(), now())",
                "insert into tenancy.tenant_domain (tenant_id, domain, added_at, verified_at) values (" + id + ", "
                        + domain(tenant) + ", now(), now())");
    }

    static List<String> namesInRegistry(Side tenant) {
        return List.of(key(tenant), domain(tenant), "'" + tenant.tenant() + "'");
    }

    private static String key(Side tenant) {
        return "'proof-" + tenant.number() + "'";
    }

    private static String domain(Side tenant) {
        return "'proof-" + tenant.number() + ".example'";
    }

    static String of(Collection<Target> targets) {
        return "do $tenancy$ begin "
                + targets.stream()
                        .filter(Target::canSpare)
                        .map(target -> "begin " + target.insert(target.foreignSpare())
                                + "; exception when others then null; end; ")
                        .collect(Collectors.joining())
                + "end $tenancy$";
    }
}
