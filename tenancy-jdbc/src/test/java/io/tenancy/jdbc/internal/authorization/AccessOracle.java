package io.tenancy.jdbc.internal.authorization;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who holds what, worked out from the rows a second time, slowly and plainly: knows nothing of the product's own ways to do it. */
final class AccessOracle {
    private final Map<String, Set<String>> says = new HashMap<>();
    private final Map<String, Set<String>> parents = new HashMap<>();
    private final Map<String, @Nullable String> above = new HashMap<>();
    private final List<String[]> grants = new ArrayList<>();
    private final Map<String, Set<String>> groups = new HashMap<>();
    final Map<String, String> masters = new HashMap<>();
    private final Map<String, Set<String>> listed = new HashMap<>();
    /** Everybody who holds a role or is in a group, but for groups themselves. */
    final Set<String> holders = new HashSet<>();
    /** Active members. */
    final Set<String> members = new HashSet<>();
    /** Keys that live, and who made them. */
    final Map<String, String> keys = new HashMap<>();

    private final Map<String, Set<String>> known = new HashMap<>();

    private AccessOracle() {}

    static AccessOracle read(Connection connection, Tenant tenant) throws SQLException {
        AccessOracle oracle = new AccessOracle();
        String where = " where tenant_id = '" + tenant.id() + "'";
        for (String[] row : rows(
                connection,
                "select 'says', role, permission, null from tenancy.system_role_permission"
                        + " union all select 'says', role, permission, null from tenancy.role_permission" + where
                        + " union all select 'says', key, unnest(dynamic), null from tenancy.role" + where
                        + " union all select 'parent', role, unnest(array_remove(array[parent, system_parent], null)), null from tenancy.role_parent"
                        + where
                        + " union all select 'branch', id::text, parent_id::text, null from tenancy.branch" + where
                        + " union all select 'grant', principal_id::text, coalesce(role, system_role), branch_id::text"
                        + " from tenancy.role_grant" + where
                        + " union all select 'holder', principal_id::text, null, null from tenancy.role_grant" + where
                        + " and principal_kind <> 'GROUP'"
                        + " union all select 'person', account_id::text, null, null from tenancy.member" + where
                        + " and status = 'ACTIVE'"
                        + " union all select 'key', id::text, created_by::text, null from tenancy.api_key" + where
                        + " and revoked_at is null"
                        + " union all select 'member', principal_id::text, group_id::text, null from tenancy.group_member"
                        + where
                        + " union all select 'delegate', principal_id::text, delegator_id::text, null from tenancy.delegate"
                        + where
                        + " union all select 'listed', principal_id::text, permission, null from tenancy.delegate_permission"
                        + where)) {
            switch (row[0]) {
                case "says" -> add(oracle.says, row[1], row[2]);
                case "parent" -> add(oracle.parents, row[1], row[2]);
                case "branch" -> oracle.above.put(row[1], row[2]);
                case "grant" -> oracle.grants.add(row);
                case "member" -> {
                    add(oracle.groups, row[1], row[2]);
                    oracle.holders.add(row[1]);
                }
                case "holder" -> oracle.holders.add(row[1]);
                case "person" -> oracle.members.add(row[1]);
                case "key" -> oracle.keys.put(row[1], row[2]);
                case "delegate" -> oracle.masters.put(row[1], row[2]);
                default -> add(oracle.listed, row[1], row[2]);
            }
        }
        oracle.says.put("owner", Set.of("*:*"));
        return oracle;
    }

    private static List<String[]> rows(Connection connection, String sql) throws SQLException {
        return Jdbc.list(connection, sql, row ->
                new String[] {row.getString(1), row.getString(2), row.getString(3), row.getString(4)});
    }

    private static void add(Map<String, Set<String>> map, String key, String value) {
        map.computeIfAbsent(key, unused -> new HashSet<>()).add(value);
    }

    /** Whether anybody holds it; who holds everything holds this too. */
    boolean holds(UUID who, String permission, @Nullable UUID place) {
        Set<String> held = held(who, place);
        return held.contains(permission) || held.contains("*:*");
    }

    /** A place that is not there yet is the whole tenant's. */
    Set<String> held(UUID who, @Nullable UUID place) {
        return known.computeIfAbsent(who + "@" + place, unused -> work(who, place));
    }

    private Set<String> work(UUID who, @Nullable UUID place) {
        String master = masters.get(who.toString());
        Set<String> held = granted(master == null ? who.toString() : master, place);
        if (master != null) {
            Set<String> scopes = listed.getOrDefault(who.toString(), Set.of());
            Set<String> narrowed = new HashSet<>(scopes);
            if (!held.contains("*:*")) {
                narrowed.retainAll(held);
            }
            return narrowed;
        }
        return held;
    }

    private Set<String> granted(String who, @Nullable UUID place) {
        Set<String> path = new HashSet<>();
        for (String at = place == null ? null : place.toString();
                at != null && above.containsKey(at);
                at = above.get(at)) {
            path.add(at);
        }
        Set<String> held = new HashSet<>();
        for (String[] grant : grants) {
            boolean his =
                    grant[1].equals(who) || groups.getOrDefault(who, Set.of()).contains(grant[1]);
            if (his && (grant[3] == null || path.contains(grant[3]))) {
                collect(grant[2], held, new HashSet<>());
            }
        }
        return held;
    }

    private void collect(String role, Set<String> into, Set<String> seen) {
        if (seen.add(role)) {
            into.addAll(says.getOrDefault(role, Set.of()));
            parents.getOrDefault(role, Set.of()).forEach(parent -> collect(parent, into, seen));
        }
    }

    long owners() {
        return grants.stream().filter(grant -> grant[2].equals("owner")).count();
    }
}
