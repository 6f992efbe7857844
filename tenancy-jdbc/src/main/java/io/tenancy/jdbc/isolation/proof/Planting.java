package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.synthesis.Side;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One more row of the other tenant in every table, where there is room for it. */
final class Planting {
    static final String ATTRIBUTION =
            "select set_config('tenancy.actor', 'tenancy proof', true), set_config('tenancy.reason', 'tenancy proof', true),"
                    + " set_config('tenancy.changed_at', now()::text, true)";

    private Planting() {}

    /** A tenant in the registry, with a domain. */
    static List<String> ofRegistry(Side tenant) {
        String id = "'" + tenant.tenant() + "'";
        return List.of(
                ATTRIBUTION,
                "insert into tenancy.tenant (id, key, name, status, status_since, version, created_at, updated_at) values ("
                        + id + ", " + key(tenant) + ", 'Proof', 'PENDING', now(), 1, now(), now())",
                "insert into tenancy.tenant_domain (tenant_id, domain, added_at, verified_at) values (" + id + ", "
                        + domain(tenant) + ", now(), now())");
    }

    static List<String> namesInRegistry(Side tenant, Side holder) {
        return List.of(key(tenant), domain(tenant), "'" + tenant.tenant() + "'", "'" + holder.tenant() + "'");
    }

    /** A plan of each kind, which what tenants hold refers to. */
    static List<String> ofPlans(Side tenant) {
        return List.of(ATTRIBUTION, plan(tenant, "BASE"), plan(tenant, "ADD_ON"));
    }

    /** A role that every tenant has, which own roles inherit from. */
    static List<String> ofRoles(Side tenant) {
        return List.of(
                ATTRIBUTION,
                "insert into tenancy.system_role (key, name) values ('proof-" + tenant.number() + "', 'Proof')");
    }

    /** Each tenant has an owner, whose id is the tenant's: what the application may change only on somebody's behalf, it is tried with. */
    static List<String> ofOwners(Side... tenants) {
        return Stream.concat(
                        Stream.of(ATTRIBUTION),
                        Stream.of(tenants)
                                .map(Side::tenant)
                                .flatMap(id -> Stream.of(
                                        "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at)"
                                                + " values ('" + id + "', '" + id
                                                + "', 'Proof', 'proof@proof.example', now(), now())",
                                        "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role)"
                                                + " values ('" + id + "', gen_random_uuid(), 'USER', '" + id
                                                + "', 'owner')")))
                .toList();
    }

    private static String plan(Side tenant, String kind) {
        return "insert into tenancy.plan_version (plan, version, kind, name, trial_days, grace_days, contact_sales, prices, features,"
                + " published_at) values ('proof-" + kind.toLowerCase(Locale.ROOT) + "-" + tenant.number() + "', 1, '"
                + kind
                + "', 'Proof', 0, 0, false, '{}', '{\"proof\": true}', now())";
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
                        .filter(target -> target.canSpare() && !target.full())
                        .map(target -> "begin " + target.insert(target.foreignSpare())
                                + "; exception when others then null; end; ")
                        .collect(Collectors.joining())
                + "end $tenancy$";
    }
}
