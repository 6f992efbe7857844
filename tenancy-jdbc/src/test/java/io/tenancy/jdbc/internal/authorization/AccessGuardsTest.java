package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database holds by itself about roles and grants, against SQL that goes round the Java side. */
class AccessGuardsTest extends AccessFixture {
    private static String role(Tenant tenant, String key) {
        return "insert into tenancy.role (tenant_id, key, name) values ('" + tenant.id() + "', '" + key + "', 'R')";
    }

    private static String says(Tenant tenant, String role, String permission) {
        return "insert into tenancy.role_permission (tenant_id, role, permission) values ('" + tenant.id() + "', '"
                + role + "', '" + permission + "')";
    }

    private static String inherits(Tenant tenant, String role, String parent, String column) {
        return "insert into tenancy.role_parent (tenant_id, role, " + column + ") values ('" + tenant.id() + "', '"
                + role + "', '" + parent + "')";
    }

    private static String holds(String permission) {
        return "select tenancy.has_permission('" + permission + "')";
    }

    @Test
    void ownerMayEverythingAndMakesOthersWhatHeIs() throws SQLException {
        Tenant tenant = tenant();
        UUID owner = someone(tenant, "owner");
        UUID other = person(tenant);
        assertThat(ask(tenant, owner, holds("billing:delete"))).containsExactly("t");
        assertThat(ask(tenant, other, holds("billing:read"))).containsExactly("f");

        as(tenant, owner, grant(tenant, other, "USER", "owner", null));

        assertThat(ask(tenant, other, holds("billing:delete"))).containsExactly("t");
    }

    @Test
    void changeWithoutPrincipalOrWithoutAttributionIsRefused() throws SQLException {
        Tenant tenant = tenant();
        UUID owner = someone(tenant, "owner");
        String grant = grant(tenant, person(tenant), "USER", "staff", null);
        refused("TN021", () -> as(tenant, null, grant));
        refused(
                "TN002",
                () -> Jdbc.transact(database.app(), connection -> {
                    Jdbc.run(
                            connection,
                            "select set_config('tenancy.tenant_id', ?, true), set_config('tenancy.principal_id', ?, true)",
                            tenant.id().toString(),
                            owner.toString());
                    return Jdbc.run(connection, grant);
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "admin"})
    void nobodyGrantsARoleThatSaysMoreThanHeHolds(String role) throws SQLException {
        Tenant tenant = tenant();
        UUID manager = someone(tenant, "manager");
        refused("TN020", () -> as(tenant, manager, grant(tenant, manager, "USER", role, null)));
        as(tenant, manager, grant(tenant, person(tenant), "USER", "staff", null));
    }

    @Test
    void whoHoldsMuchButMayNotManageRolesGrantsNothing() throws SQLException {
        Tenant tenant = tenant();
        UUID staff = someone(tenant, "staff");
        refused("TN020", () -> as(tenant, staff, grant(tenant, person(tenant), "USER", "staff", null)));
    }

    @Test
    void nobodyPutsMoreIntoARoleThanHeHolds() throws SQLException {
        Tenant tenant = tenant();
        UUID manager = someone(tenant, "manager");
        UUID admin = someone(tenant, "admin");
        as(tenant, manager, role(tenant, "desk"), says(tenant, "desk", "patients:read"));
        refused("TN020", () -> as(tenant, manager, says(tenant, "desk", "billing:read")));
        refused("TN020", () -> as(tenant, manager, inherits(tenant, "desk", "admin", "system_parent")));
        refused(
                "23514",
                () -> as(tenant, someone(tenant, "owner"), inherits(tenant, "desk", "owner", "system_parent")));
        as(tenant, admin, says(tenant, "desk", "billing:read"));
        // Now the role says more than the manager holds: he neither edits it, nor takes from it, nor hands it on.
        refused("TN020", () -> as(tenant, manager, says(tenant, "desk", "appointments:read")));
        refused("TN020", () -> as(tenant, manager, "delete from tenancy.role_permission where role = 'desk'"));
        refused("TN020", () -> as(tenant, manager, "update tenancy.role set name = 'x' where key = 'desk'"));
        refused("TN020", () -> as(tenant, manager, grant(tenant, person(tenant), "USER", "desk", null)));
    }

    @Test
    void wildcardOfLaterReleasesIsTheOwnersToGive() throws SQLException {
        Tenant tenant = tenant();
        String dynamic = "insert into tenancy.role (tenant_id, key, name, dynamic) values ('" + tenant.id()
                + "', '%s', 'R', '{%s}')";
        refused("TN020", () -> as(tenant, someone(tenant, "admin"), String.format(dynamic, "all", "patients:*")));
        UUID owner = someone(tenant, "owner");
        operator(member(tenant, new UUID(4, 4)));
        refused("23514", () -> as(tenant, owner, String.format(dynamic, "all", "*:*")));
        as(
                tenant,
                owner,
                String.format(dynamic, "all", "patients:*"),
                grant(tenant, new UUID(4, 4), "USER", "all", null));
        assertThat(ask(tenant, new UUID(4, 4), holds("patients:delete"))).containsExactly("t");

        operator("insert into tenancy.permission (key) values ('patients:archive')");

        assertThat(ask(tenant, new UUID(4, 4), holds("patients:archive"))).containsExactly("t");
        assertThat(ask(tenant, someone(tenant, "admin"), holds("patients:archive")))
                .containsExactly("f");
        operator(
                "delete from tenancy.role_permission where permission = 'patients:archive'",
                "delete from tenancy.permission where key = 'patients:archive'");
    }

    @Test
    void nobodyEntersAGroupIntoWhatHeLacks() throws SQLException {
        Tenant tenant = tenant();
        UUID manager = someone(tenant, "manager");
        UUID group = UUID.randomUUID();
        operator("insert into tenancy.principal_group (tenant_id, id, name) values ('" + tenant.id() + "', '" + group
                + "', 'g')");
        given(tenant, group, "GROUP", "admin", null);
        String enter = "insert into tenancy.group_member (tenant_id, group_id, principal_id) values ('" + tenant.id()
                + "', '" + group + "', '" + manager + "')";
        refused("TN020", () -> as(tenant, manager, enter));
        as(tenant, someone(tenant, "admin"), enter);
        assertThat(ask(tenant, manager, holds("billing:read"))).containsExactly("t");
        as(tenant, manager, "delete from tenancy.group_member where principal_id = '" + manager + "'");
        assertThat(ask(tenant, manager, holds("billing:read"))).containsExactly("f");
    }

    @Test
    void rightAtABranchReachesDownAndNoFurther() throws SQLException {
        Tenant tenant = tenant();
        UUID north = UUID.randomUUID();
        UUID oslo = UUID.randomUUID();
        UUID south = UUID.randomUUID();
        operator(branch(tenant, north, null), branch(tenant, oslo, north), branch(tenant, south, null));
        UUID head = UUID.randomUUID();
        given(tenant, head, "USER", "manager", north);
        String at = "select tenancy.has_permission('patients:read', '%s')";
        assertThat(ask(tenant, head, String.format(at, oslo))).containsExactly("t");
        assertThat(ask(tenant, head, String.format(at, south))).containsExactly("f");
        assertThat(ask(tenant, head, String.format(at, UUID.randomUUID()))).containsExactly("f");
        assertThat(ask(tenant, head, holds("patients:read"))).containsExactly("f");
        as(tenant, head, grant(tenant, person(tenant), "USER", "staff", oslo));
        refused("TN020", () -> as(tenant, head, grant(tenant, head, "USER", "staff", south)));
        refused("TN020", () -> as(tenant, head, grant(tenant, head, "USER", "staff", null)));
        refused("TN020", () -> as(tenant, head, role(tenant, "made-at-a-branch")));
        // A branch moved under the head's would become the head's.
        refused("TN020", () -> as(tenant, head, move(south, north)));
        refused("TN020", () -> as(tenant, head, branch(tenant, UUID.randomUUID(), north)));
        refused("TN022", () -> operator(move(north, oslo)));
        as(tenant, someone(tenant, "admin"), move(south, north));
        assertThat(ask(tenant, head, String.format(at, south))).containsExactly("t");
    }

    private static String move(UUID branch, UUID to) {
        return "update tenancy.branch set parent_id = '" + to + "' where id = '" + branch + "'";
    }

    @Test
    void rolesInheritInNoCircleAndFromNoOtherTenant() throws SQLException {
        Tenant tenant = tenant();
        Tenant other = tenant();
        UUID owner = someone(tenant, "owner");
        UUID stranger = someone(other, "owner");
        as(other, stranger, role(other, "theirs"));
        as(tenant, owner, role(tenant, "a"), role(tenant, "b"), role(tenant, "c"));
        as(tenant, owner, inherits(tenant, "a", "b", "parent"), inherits(tenant, "b", "c", "parent"));
        refused("TN022", () -> as(tenant, owner, inherits(tenant, "c", "a", "parent")));
        refused("TN022", () -> operator(inherits(tenant, "c", "c", "parent")));
        refused("23503", () -> as(tenant, owner, inherits(tenant, "c", "theirs", "parent")));
        refused("23503", () -> operator(inherits(tenant, "c", "theirs", "parent")));
        refused("42501", () -> as(tenant, owner, role(other, "planted")));
    }

    @Test
    void lastOwnerStaysWhoeverTriesToRemoveHim() throws SQLException {
        Tenant tenant = tenant();
        UUID owner = someone(tenant, "owner");
        String leave = "delete from tenancy.role_grant where tenant_id = '" + tenant.id() + "' and principal_id = '"
                + owner + "'";
        refused("TN023", () -> as(tenant, owner, leave));
        refused("TN023", () -> operator(leave));
        refused(
                "TN004",
                () -> operator(
                        "update tenancy.role_grant set system_role = 'staff' where tenant_id = '" + tenant.id() + "'"));
        UUID next = person(tenant);
        as(
                tenant,
                owner,
                leave.replace(owner.toString(), next.toString()),
                grant(tenant, next, "USER", "owner", null),
                leave);
        assertThat(ask(tenant, owner, holds("billing:read"))).containsExactly("f");
        refused("TN020", () -> as(tenant, someone(tenant, "admin"), leave.replace(owner.toString(), next.toString())));
        UUID key = UUID.randomUUID();
        operator(key(tenant, key, next));
        refused("23514", () -> operator(grant(tenant, key, "API_KEY", "owner", null)));
    }

    @Test
    void delegateMayWhatIsListedAndWhatItsMasterStillMay() throws SQLException {
        Tenant tenant = tenant();
        UUID master = someone(tenant, "staff");
        UUID key = UUID.randomUUID();
        as(tenant, master, key(tenant, key, master));
        String delegate = "insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values ('" + tenant.id()
                + "', '" + key + "', '%s')";
        String scope = "insert into tenancy.delegate_permission (tenant_id, principal_id, permission) values ('"
                + tenant.id() + "', '" + key + "', '%s')";
        refused("TN020", () -> as(tenant, master, String.format(delegate, someone(tenant, "owner"))));
        as(tenant, master, String.format(delegate, master), String.format(scope, "patients:read"));
        refused("TN020", () -> as(tenant, master, String.format(scope, "billing:read")));
        assertThat(ask(tenant, key, holds("patients:read"))).containsExactly("t");
        assertThat(ask(tenant, key, holds("appointments:read"))).containsExactly("f");
        operator("delete from tenancy.role_grant where principal_id = '" + master + "'");
        assertThat(ask(tenant, key, holds("patients:read"))).containsExactly("f");
    }

    @Test
    void undeclaredPermissionIsLoud() throws SQLException {
        Tenant tenant = tenant();
        refused("TN026", () -> ask(tenant, someone(tenant, "owner"), holds("patient:read")));
        assertThat(ask(tenant, null, holds("patients:read"))).containsExactly("f");
    }

    @Test
    void changeAboveReadCommittedIsRefused() throws SQLException {
        Tenant tenant = tenant();
        for (int level : new int[] {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE}) {
            refused("TN025", () -> {
                try (Connection connection = database.admin().getConnection()) {
                    connection.setTransactionIsolation(level);
                    connection.setAutoCommit(false);
                    run(connection, null, null, grant(tenant, new UUID(1, 1), "USER", "staff", null));
                }
            });
        }
    }

    @Test
    void catalogueIsTheOperators() throws SQLException {
        Tenant tenant = tenant();
        UUID owner = someone(tenant, "owner");
        refused("42501", () -> as(tenant, owner, "insert into tenancy.permission (key) values ('x:y')"));
        refused(
                "42501",
                () -> as(tenant, owner, "insert into tenancy.system_role_permission values ('staff', 'billing:read')"));
        refused("TN027", () -> as(tenant, owner, role(tenant, "staff")));
        as(tenant, owner, role(tenant, "taken"));
        refused("TN027", () -> operator("insert into tenancy.system_role (key, name) values ('taken', 'T')"));
        refused("TN024", () -> operator("delete from tenancy.system_role where key = 'owner'"));
    }

    @Test
    void everyChangeIsInTheTrail() throws SQLException {
        Tenant tenant = tenant();
        UUID owner = someone(tenant, "owner");
        operator(member(tenant, new UUID(3, 3)));
        as(
                tenant,
                owner,
                role(tenant, "desk"),
                says(tenant, "desk", "patients:read"),
                grant(tenant, new UUID(3, 3), "USER", "desk", null));
        assertThat(TenancyDatabase.ask(
                        database.admin(),
                        "select action from tenancy.registry_change where tenant_id = '" + tenant.id()
                                + "' order by sequence"))
                .filteredOn(action -> !action.startsWith("tenant.") && !action.startsWith("member."))
                .containsExactly("grant.add", "role.add", "role_permission.add", "grant.add");
    }
}
