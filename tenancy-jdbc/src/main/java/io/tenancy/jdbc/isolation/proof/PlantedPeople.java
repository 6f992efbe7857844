package io.tenancy.jdbc.isolation.proof;

import io.tenancy.jdbc.internal.catalog.Relation;
import io.tenancy.jdbc.internal.synthesis.Side;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two members and two keys that every tenant has. The database lets nobody else hold a role, enter a group or act for somebody, so the rows
 * of those tables are theirs: one's stand there, the other's could be added.
 */
final class PlantedPeople {
    private static final String MEMBER = "'00000000-0000-4000-8000-000000000a01'";
    private static final String OTHER = "'00000000-0000-4000-8000-000000000a02'";
    private static final String OTHER_KEY = "'00000000-0000-4000-8000-000000000b02'";

    private static final Map<String, String> STANDING = Map.of(
            "tenancy.role_grant", "principal_id = " + MEMBER,
            "tenancy.group_member", "principal_id = " + MEMBER,
            "tenancy.delegate", "delegator_id = " + OTHER);

    private PlantedPeople() {}

    static List<String> in(Side... tenants) {
        return Stream.concat(
                        Stream.of(Planting.ATTRIBUTION),
                        Stream.of(tenants)
                                .map(side -> "'" + side.tenant() + "'")
                                .flatMap(PlantedPeople::rows))
                .toList();
    }

    private static Stream<String> rows(String tenant) {
        String key = own(tenant, "key");
        String group = own(tenant, "group");
        return Stream.of(
                member(tenant, MEMBER, "one"),
                member(tenant, OTHER, "two"),
                key(tenant, key, "tenancyproo1"),
                key(tenant, OTHER_KEY, "tenancyproo2"),
                "insert into tenancy.principal_group (tenant_id, id, name) values (" + tenant + ", " + group
                        + ", 'Proof people')",
                "insert into tenancy.group_member (tenant_id, group_id, principal_id) values (" + tenant + ", " + group
                        + ", " + MEMBER + ")",
                "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, system_role) select "
                        + tenant
                        + ", gen_random_uuid(), 'USER', " + MEMBER
                        + ", key from tenancy.system_role where key <> 'owner' order by key limit 1",
                "insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values (" + tenant + ", " + key
                        + ", " + OTHER + ")");
    }

    /** An id that no other tenant has. */
    private static String own(String tenant, String what) {
        return "md5(" + tenant + " || '" + what + "')::uuid";
    }

    private static String member(String tenant, String account, String name) {
        return "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at) values ("
                + tenant + ", " + account + ", 'Proof', '" + name + "@proof.example', now(), now())";
    }

    private static String key(String tenant, String id, String lookup) {
        return "insert into tenancy.api_key (tenant_id, id, lookup, environment, name, key_hash, pepper, scopes, networks,"
                + " per_hour, created_by, created_at) values (" + tenant + ", " + id + ", '" + lookup
                + "', 'test', 'Proof', sha256('proof'), '', '{proof}', '{}', 1, " + OTHER + ", now())";
    }

    /** Which standing row the application could have written itself. */
    static String standing(Relation table) {
        return STANDING.getOrDefault(table.sql(), "true");
    }

    /** The row for somebody who is there. */
    static @Nullable Row fitting(Relation table, @Nullable Row spare) {
        if (spare == null) {
            return null;
        }
        return switch (table.sql()) {
            case "tenancy.role_grant" -> spare.with("principal_kind", "'USER'").with("principal_id", OTHER);
            case "tenancy.group_member" -> spare.with("principal_id", OTHER);
            case "tenancy.delegate" -> spare.with("principal_id", OTHER_KEY).with("delegator_id", OTHER);
            default -> spare;
        };
    }
}
