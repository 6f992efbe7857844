package io.tenancy.jdbc.internal.authorization;

import io.tenancy.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random statements of the application over every path by which rights can come to somebody. Further paths are added to the list. */
final class AccessOperations {
    /** One path: the statements of one transaction. */
    interface Operation {
        List<String> statements(UUID actor);
    }

    private static final List<String> PERMISSIONS = List.of(
            "appointments:read",
            "patients:read",
            "patients:update",
            "billing:create",
            "billing:delete",
            "roles:manage");
    private static final List<String> SYSTEM = List.of("staff", "manager", "admin", "owner");

    private final Random random;
    private final String tenant;
    private final List<Operation> operations = new ArrayList<>();
    final List<UUID> people = ids(6);
    final List<UUID> delegates = ids(3);
    final List<UUID> branches = ids(5);
    private final List<UUID> groups = ids(2);

    AccessOperations(Random random, Tenant tenant) {
        this.random = random;
        this.tenant = "'" + tenant.id() + "'";
        operations.add(actor -> grant(pick(people), "USER"));
        operations.add(actor -> grant(pick(people), "USER"));
        operations.add(actor -> grant(pick(groups), "GROUP"));
        operations.add(actor -> grant(actor, "USER"));
        operations.add(actor -> List.of("delete from tenancy.role_grant where principal_id = '" + pick(people)
                + "' and coalesce(role, system_role) = '" + anyRole() + "'"));
        operations.add(actor -> List.of("delete from tenancy.role_grant where principal_id = '" + pick(groups) + "'"));
        operations.add(actor -> makeRole());
        operations.add(actor -> List.of("insert into tenancy.role_permission (tenant_id, role, permission) values ("
                + this.tenant + ", '" + ownRole() + "', '" + pick(PERMISSIONS) + "')"));
        operations.add(actor -> List.of("delete from tenancy.role_permission where role = '" + ownRole()
                + "' and permission = '" + pick(PERMISSIONS) + "'"));
        operations.add(actor -> inherit());
        operations.add(actor -> List.of("delete from tenancy.role_parent where role = '" + ownRole() + "'"));
        operations.add(actor -> List.of("update tenancy.role set dynamic = '{"
                + pick(List.of("", "patients:*", "*:read")) + "}' where key = '" + ownRole() + "'"));
        operations.add(actor -> deleteRole(ownRole()));
        operations.add(actor -> List.of("insert into tenancy.principal_group (tenant_id, id, name) values ("
                + this.tenant + ", '" + groups.get(0) + "', 'g0') on conflict do nothing"));
        operations.add(actor -> List.of("insert into tenancy.principal_group (tenant_id, id, name) values ("
                + this.tenant + ", '" + groups.get(1) + "', 'g1') on conflict do nothing"));
        operations.add(actor -> List.of("insert into tenancy.group_member (tenant_id, group_id, principal_id) values ("
                + this.tenant + ", '" + pick(groups) + "', '" + pick(people) + "')"));
        operations.add(
                actor -> List.of("delete from tenancy.group_member where principal_id = '" + pick(people) + "'"));
        operations.add(actor ->
                List.of("insert into tenancy.branch (tenant_id, id, parent_id, name) values (" + this.tenant + ", '"
                        + pick(branches) + "', " + quoted(random.nextBoolean() ? null : pick(branches)) + ", 'b')"));
        operations.add(actor -> List.of("update tenancy.branch set parent_id = "
                + quoted(random.nextInt(3) == 0 ? null : pick(branches)) + " where id = '" + pick(branches) + "'"));
        operations.add(actor ->
                List.of("insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values (" + this.tenant
                        + ", '" + pick(delegates) + "', '" + (random.nextInt(3) == 0 ? pick(people) : actor) + "')"));
        operations.add(actor ->
                List.of("insert into tenancy.delegate_permission (tenant_id, principal_id, permission) values ("
                        + this.tenant + ", '" + pick(delegates) + "', '" + pick(PERMISSIONS) + "')"));
        operations.add(actor -> {
            UUID delegate = pick(delegates);
            return List.of(
                    "delete from tenancy.delegate_permission where principal_id = '" + delegate + "'",
                    "delete from tenancy.delegate where principal_id = '" + delegate + "'");
        });
        operations.add(actor -> {
            UUID heir = pick(people);
            return List.of(
                    grantOf(heir, "USER", "owner", null),
                    "delete from tenancy.role_grant where principal_id = '" + actor + "' and system_role = 'owner'");
        });
    }

    List<String> next(UUID actor) {
        return pick(operations).statements(actor);
    }

    /** For paths of other rooms: invitations, keys, impersonation. */
    void add(Operation operation) {
        operations.add(operation);
    }

    private List<String> grant(UUID principal, String kind) {
        return List.of(grantOf(principal, kind, anyRole(), random.nextInt(3) > 0 ? null : pick(branches)));
    }

    String grantOf(UUID principal, String kind, String role, @Nullable UUID branch) {
        boolean system = SYSTEM.contains(role);
        return "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, role, system_role, branch_id) values ("
                + tenant + ", gen_random_uuid(), '" + kind + "', '" + principal + "', "
                + (system ? "null" : "'" + role + "'") + ", "
                + (system ? "'" + role + "'" : "null") + ", " + quoted(branch) + ") on conflict do nothing";
    }

    private List<String> makeRole() {
        return List.of("insert into tenancy.role (tenant_id, key, name, dynamic) values (" + tenant + ", '" + ownRole()
                + "', 'R', '{" + (random.nextInt(4) == 0 ? "*:read" : "") + "}')");
    }

    private List<String> inherit() {
        boolean system = random.nextBoolean();
        String parent = system ? pick(SYSTEM) : ownRole();
        return List.of("insert into tenancy.role_parent (tenant_id, role, " + (system ? "system_parent" : "parent")
                + ") values (" + tenant + ", '" + ownRole() + "', '" + parent + "')");
    }

    private static List<String> deleteRole(String role) {
        return List.of(
                "delete from tenancy.role_parent where role = '" + role + "'",
                "delete from tenancy.role_permission where role = '" + role + "'",
                "delete from tenancy.role where key = '" + role + "'");
    }

    private String ownRole() {
        return "r" + random.nextInt(5);
    }

    private String anyRole() {
        return random.nextBoolean() ? pick(SYSTEM) : ownRole();
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String quoted(@Nullable UUID id) {
        return id == null ? "null" : "'" + id + "'";
    }

    private static List<UUID> ids(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(UUID.randomUUID());
        }
        return ids;
    }
}
