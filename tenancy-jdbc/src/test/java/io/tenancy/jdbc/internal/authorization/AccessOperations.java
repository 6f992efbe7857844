package io.tenancy.jdbc.internal.authorization;

import io.tenancy.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Random steps over every path by which rights can come to somebody, or be taken. Further paths are added to the list. */
final class AccessOperations {
    static final List<String> PERMISSIONS = List.of(
            "appointments:read",
            "patients:read",
            "patients:update",
            "billing:create",
            "billing:delete",
            "roles:manage");
    private static final List<String> SYSTEM = List.of("staff", "manager", "admin", "owner");

    final Random random;
    final String tenant;
    private final List<Function<UUID, Step>> operations = new ArrayList<>();
    final List<UUID> people;
    /** Those that were made last. */
    final List<UUID> keys = new ArrayList<>();

    /** Who manages roles at some place, at the moment. */
    List<UUID> managers = List.of();

    /** Who of the people is no active member, at the moment. */
    List<UUID> absent = List.of();

    final List<UUID> branches;
    private final List<UUID> groups;

    AccessOperations(Random random, Tenant of) {
        this.random = random;
        this.tenant = "'" + of.id() + "'";
        this.people = ids(6);
        this.branches = ids(5);
        this.groups = ids(2);
        grants();
        roles();
        groups();
        branches();
    }

    Step next() {
        // Who manages roles gets somewhere more often than the others.
        UUID actor = managers.isEmpty() || random.nextInt(3) == 0 ? pick(everybody()) : pick(managers);
        return pick(operations).apply(actor);
    }

    List<UUID> everybody() {
        List<UUID> everybody = new ArrayList<>(people);
        everybody.addAll(keys);
        return everybody;
    }

    /** For paths of other rooms. */
    void add(int weight, Function<UUID, Step> operation) {
        for (int i = 0; i < weight; i++) {
            operations.add(operation);
        }
    }

    private void add(int weight, String path, Function<UUID, String> sql) {
        add(weight, actor -> Step.of(path, actor, sql.apply(actor)));
    }

    private void grants() {
        add(4, "grant", actor -> grant(pick(people), "USER"));
        add(1, "grant", actor -> grant(actor, "USER"));
        add(1, "grant to a group", actor -> grant(pick(groups), "GROUP"));
        add(1, "grant to a key", actor -> grant(keys.isEmpty() ? Step.NOBODY : pick(keys), "API_KEY"));
        add(
                1,
                "revoke",
                actor -> "delete from tenancy.role_grant where principal_id = '" + pick(people)
                        + "' and coalesce(role, system_role) = '" + anyRole() + "'");
        add(1, "revoke", actor -> "delete from tenancy.role_grant where principal_id = '" + pick(groups) + "'");
        add(
                1,
                actor -> Step.of(
                        "owner transfer",
                        actor,
                        grantOf(pick(people), "USER", "owner", null),
                        "delete from tenancy.role_grant where principal_id = '" + actor
                                + "' and system_role = 'owner'"));
    }

    private void roles() {
        add(
                2,
                "make a role",
                actor -> "insert into tenancy.role (tenant_id, key, name, dynamic) values (" + tenant + ", '"
                        + ownRole() + "', 'R', '{" + (random.nextInt(4) == 0 ? "*:read" : "") + "}')");
        add(
                1,
                "role edit",
                actor -> "insert into tenancy.role_permission (tenant_id, role, permission) values (" + tenant + ", '"
                        + ownRole() + "', '" + pick(PERMISSIONS) + "')");
        add(
                1,
                "role edit",
                actor -> "delete from tenancy.role_permission where role = '" + ownRole() + "' and permission = '"
                        + pick(PERMISSIONS) + "'");
        add(1, "role inherits", actor -> inherit());
        add(1, "role inherits", actor -> "delete from tenancy.role_parent where role = '" + ownRole() + "'");
        add(
                1,
                "role edit",
                actor -> "update tenancy.role set dynamic = '{" + pick(List.of("", "patients:*", "*:read"))
                        + "}' where key = '" + ownRole() + "'");
        add(1, actor -> {
            String role = ownRole();
            return Step.of(
                    "delete a role",
                    actor,
                    "delete from tenancy.role_parent where role = '" + role + "'",
                    "delete from tenancy.role_permission where role = '" + role + "'",
                    "delete from tenancy.role where key = '" + role + "'");
        });
    }

    private String inherit() {
        boolean system = random.nextBoolean();
        return "insert into tenancy.role_parent (tenant_id, role, " + (system ? "system_parent" : "parent")
                + ") values (" + tenant + ", '" + ownRole() + "', '" + (system ? pick(SYSTEM) : ownRole()) + "')";
    }

    private void groups() {
        add(2, "make a group", actor -> {
            UUID group = pick(groups);
            return "insert into tenancy.principal_group (tenant_id, id, name) values (" + tenant + ", '" + group
                    + "', '" + group + "') on conflict do nothing";
        });
        add(
                2,
                "enter a group",
                actor -> "insert into tenancy.group_member (tenant_id, group_id, principal_id) values (" + tenant
                        + ", '" + pick(groups) + "', '" + (random.nextInt(4) > 0 ? pick(people) : pick(everybody()))
                        + "')");
        add(
                1,
                "leave a group",
                actor -> "delete from tenancy.group_member where principal_id = '" + pick(people) + "'");
    }

    private void branches() {
        add(
                1,
                "make a branch",
                actor -> "insert into tenancy.branch (tenant_id, id, parent_id, name) values (" + tenant + ", '"
                        + pick(branches) + "', " + quoted(random.nextBoolean() ? null : pick(branches)) + ", 'b')");
        add(
                1,
                "move a branch",
                actor -> "update tenancy.branch set parent_id = "
                        + quoted(random.nextInt(3) == 0 ? null : pick(branches)) + " where id = '" + pick(branches)
                        + "'");
    }

    private String grant(UUID principal, String kind) {
        return grantOf(principal, kind, anyRole(), anyPlace());
    }

    private String grantOf(UUID principal, String kind, String role, @Nullable UUID branch) {
        return "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, role, system_role, branch_id) values ("
                + tenant + ", gen_random_uuid(), '" + kind + "', '" + principal + "', " + roles(role) + ", "
                + quoted(branch) + ") on conflict do nothing";
    }

    /** The two columns that name a role. */
    static String roles(String role) {
        return SYSTEM.contains(role) ? "null, '" + role + "'" : "'" + role + "', null";
    }

    private String ownRole() {
        return "r" + random.nextInt(5);
    }

    String anyRole() {
        return random.nextBoolean() ? pick(SYSTEM) : ownRole();
    }

    @Nullable
    UUID anyPlace() {
        return random.nextInt(3) > 0 ? null : pick(branches);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    static String quoted(@Nullable UUID id) {
        return id == null ? "null" : "'" + id + "'";
    }

    /** The same in every run of a seed. */
    UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private List<UUID> ids(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(id());
        }
        return ids;
    }
}
