package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tenancy.authorization.AccessConflictException;
import io.tenancy.authorization.AccessExplanation;
import io.tenancy.authorization.AccessNotFoundException;
import io.tenancy.authorization.Authorizer;
import io.tenancy.authorization.DeclaredPermission;
import io.tenancy.authorization.EscalationRefusedException;
import io.tenancy.authorization.Grant;
import io.tenancy.authorization.LastOwnerException;
import io.tenancy.authorization.Permission;
import io.tenancy.authorization.PermissionCatalogue;
import io.tenancy.authorization.PermissionDeniedException;
import io.tenancy.authorization.Principal;
import io.tenancy.authorization.PrincipalKind;
import io.tenancy.authorization.Role;
import io.tenancy.authorization.RoleDefinition;
import io.tenancy.authorization.Roles;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.authorization.RoleChange;
import io.tenancy.jdbc.authorization.RoleChange.Kind;
import io.tenancy.jdbc.authorization.RoleRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolesTest extends AccessFixture {
    private static final Permission READ = Permission.of("patients:read");
    private static final Permission BILL = Permission.of("billing:create");

    private JdbcTenancy tenancy;
    private Roles roles;
    private Authorizer authorizer;
    private Tenant tenant;
    private UUID owner;

    @BeforeEach
    void open() throws SQLException {
        tenancy = JdbcTenancy.builder()
                .app(database.app())
                .admin(database.admin())
                .listen(database.app())
                .clock(clock)
                .build();
        roles = tenancy.roles();
        authorizer = tenancy.authorizer();
        tenant = tenant();
        owner = someone(tenant, "owner");
    }

    @AfterEach
    void close() {
        tenancy.close();
    }

    private TenantScope as(UUID principal) {
        return TenantContext.bind(TenantBinding.of(tenant).withPrincipal(new Principal(principal, "p")));
    }

    @Test
    void roleIsMadeGrantedAndExplained() throws SQLException {
        UUID ann = person(tenant);
        try (TenantScope scope = as(owner)) {
            Role role = roles.because("new desk")
                    .create(new RoleDefinition(
                            "desk",
                            "Front desk",
                            "At the door",
                            RoleDefinition.of("x", "x", "appointments:*", "patients:read")
                                    .says(),
                            Set.of("staff"),
                            false));
            assertThat(role.permissions())
                    .extracting(Permission::toString)
                    .containsExactly(
                            "appointments:create",
                            "appointments:delete",
                            "appointments:read",
                            "appointments:update",
                            "patients:read");
            assertThat(role.parents()).containsExactly("staff");
            Grant grant = roles.grant(PrincipalKind.USER, ann, "desk", null);
            assertThat(roles.grant(PrincipalKind.USER, ann, "desk", null)).isEqualTo(grant);
            assertThat(grant.grantedBy()).isEqualTo(owner);
            assertThat(roles.grants(ann)).containsExactly(grant);
            assertThat(roles.find("desk")).contains(role);
            assertThat(roles.list()).extracting(Role::key).contains("owner", "staff", "desk");
        }
        try (TenantScope scope = as(ann)) {
            assertThat(authorizer.require(READ).isGranted()).isTrue();
            assertThat(authorizer.permissions(ann)).hasSize(5);
            assertThatExceptionOfType(PermissionDeniedException.class).isThrownBy(() -> authorizer.require(BILL));
            AccessExplanation why = authorizer.explain(ann, READ, null);
            assertThat(why.ways())
                    .extracting(AccessExplanation.Way::role, AccessExplanation.Way::saidBy)
                    .containsExactly(tuple("desk", "desk"), tuple("desk", "staff"));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> authorizer.check(Permission.of("patient:read")));
        }
        assertThat(TenancyDatabase.ask(
                        database.admin(),
                        "select distinct reason from tenancy.registry_change where tenant_id = '" + tenant.id()
                                + "' and actor = '" + owner + "'"))
                .containsExactlyInAnyOrder("new desk", "grant a role");
    }

    @Test
    void whatTheDocumentationShows() throws SQLException {
        UUID ann = person(tenant);
        try (TenantScope scope = as(owner)) {
            // snippet: grant
            Roles roles = tenancy.roles().because("new at the desk");
            roles.create(RoleDefinition.of("front-desk", "Front desk", "appointments:*", "patients:read"));
            roles.grant(PrincipalKind.USER, ann, "front-desk", null);
            // end
        }
        try (TenantScope scope = as(ann)) {
            // snippet: ask
            authorizer.require(READ); // PermissionDeniedException: 403 for whoever asked
            boolean mayBill = authorizer.check(BILL).isGranted();
            // end
            assertThat(mayBill).isFalse();
        }
    }

    @Test
    void roleIsChangedToWhatTheDefinitionSaysAndDeleted() {
        try (TenantScope scope = as(owner)) {
            roles.create(RoleDefinition.of("desk", "Desk", "appointments:*"));
            Role changed = roles.update(RoleDefinition.of("desk", "Reception", "patients:read"));
            assertThat(changed.name()).isEqualTo("Reception");
            assertThat(changed.permissions()).containsExactly(READ);
            roles.grant(PrincipalKind.USER, owner, "desk", null);
            assertThatExceptionOfType(AccessConflictException.class).isThrownBy(() -> roles.delete("desk"));
            assertThat(roles.revoke(owner, "desk", null)).isTrue();
            assertThat(roles.revoke(owner, "desk", null)).isFalse();
            roles.delete("desk");
            assertThat(roles.find("desk")).isEmpty();
            assertThatExceptionOfType(AccessNotFoundException.class).isThrownBy(() -> roles.delete("desk"));
            assertThatExceptionOfType(AccessNotFoundException.class)
                    .isThrownBy(() -> roles.create(RoleDefinition.of("desk", "Desk", "nothing:*")));
            assertThatExceptionOfType(AccessConflictException.class)
                    .isThrownBy(() -> roles.create(RoleDefinition.of("staff", "Staff", "patients:read")));
            assertThatExceptionOfType(AccessNotFoundException.class)
                    .isThrownBy(() -> roles.grant(PrincipalKind.USER, owner, "unknown", null));
        }
    }

    @Test
    void refusalsOfTheDatabaseHaveNames() throws SQLException {
        UUID manager = someone(tenant, "manager");
        try (TenantScope scope = as(manager)) {
            assertThatExceptionOfType(EscalationRefusedException.class)
                    .isThrownBy(() -> roles.grant(PrincipalKind.USER, manager, "admin", null))
                    .withMessageContaining("The principal does not hold appointments:create");
            assertThatExceptionOfType(EscalationRefusedException.class)
                    .isThrownBy(() -> roles.transferOwnership(owner, manager));
        }
        try (TenantScope scope = TenantContext.bind(tenant)) {
            assertThat(authorizer.check(READ).isGranted()).isFalse();
            assertThatExceptionOfType(PermissionDeniedException.class)
                    .isThrownBy(() -> roles.grant(PrincipalKind.USER, manager, "staff", null));
        }
        try (TenantScope scope = as(owner)) {
            assertThatExceptionOfType(LastOwnerException.class).isThrownBy(() -> roles.revoke(owner, "owner", null));
            roles.transferOwnership(owner, manager);
            assertThat(roles.grants(owner)).isEmpty();
        }
    }

    @Test
    void groupsAndBranchesGiveAndBranchesAreBound() throws SQLException {
        UUID ann = person(tenant);
        UUID north;
        UUID oslo;
        try (TenantScope scope = as(owner)) {
            north = roles.createBranch("North", null);
            oslo = roles.createBranch("Oslo", north);
            UUID south = roles.createBranch("South", null);
            UUID group = roles.createGroup("Nurses");
            roles.grant(PrincipalKind.GROUP, group, "staff", north);
            assertThat(roles.addToGroup(group, ann)).isTrue();
            assertThat(roles.addToGroup(group, ann)).isFalse();
            assertThat(roles.groups().get(0).members()).containsExactly(ann);
            assertThatExceptionOfType(AccessConflictException.class).isThrownBy(() -> roles.moveBranch(north, oslo));
            assertThatExceptionOfType(AccessConflictException.class).isThrownBy(() -> roles.deleteGroup(group));
            roles.moveBranch(south, oslo);
            assertThat(authorizer.checkFor(ann, READ, south).isGranted()).isTrue();
            roles.moveBranch(south, null);
            assertThat(roles.branches()).hasSize(3);
            assertThat(authorizer.checkFor(ann, READ, south).isGranted()).isFalse();
            assertThat(authorizer.checkFor(ann, READ, oslo).isGranted()).isTrue();
            assertThat(authorizer.checkFor(ann, READ, null).isGranted()).isFalse();
            assertThat(authorizer.branches(owner)).contains(north, oslo, south);
        }
        assertThat(tenancy.bindingOf(tenant, new Principal(ann, "ann")).branchIds())
                .containsExactlyInAnyOrder(north, oslo);
    }

    @Test
    void rowsOfOtherBranchesAreNotSeen() throws SQLException {
        TenancyDatabase.run(
                database.migrator(),
                "create table if not exists public.visit (tenant_id uuid not null, id uuid not null, branch_id uuid,"
                        + " primary key (tenant_id, id))",
                "select tenancy.isolate('visit', branch_column => 'branch_id')");
        UUID ann = person(tenant);
        UUID north;
        UUID south;
        try (TenantScope scope = as(owner)) {
            north = roles.createBranch("North", null);
            south = roles.createBranch("South", null);
            roles.grant(PrincipalKind.USER, ann, "staff", north);
        }
        try (TenantScope scope = TenantContext.bind(tenancy.bindingOf(tenant, new Principal(owner, "o")))) {
            tenancy.dsl()
                    .execute(
                            "insert into visit (id, branch_id) values (?, ?), (?, ?)",
                            UUID.randomUUID(),
                            north,
                            UUID.randomUUID(),
                            south);
        }
        try (TenantScope scope = TenantContext.bind(tenancy.bindingOf(tenant, new Principal(ann, "a")))) {
            assertThat(tenancy.dsl().fetchOne("select count(*) from visit").get(0))
                    .isEqualTo(1L);
        }
    }

    @Test
    void catalogueAndSystemRolesAreWhatIsDeclared() throws SQLException {
        RoleRegistry registry = RoleRegistry.over(database.admin(), clock);
        PermissionCatalogue before = registry.catalogue();
        List<RoleDefinition> same = registry.systemRoles().stream()
                .filter(role -> !role.key().equals(Role.OWNER))
                .map(role -> RoleDefinition.of(
                        role.key(),
                        role.name(),
                        role.permissions().stream().map(Permission::toString).toArray(String[]::new)))
                .toList();
        assertThat(registry.preview(before, same, false)).noneMatch(RoleChange::isChange);

        List<DeclaredPermission> more = new ArrayList<>(before.permissions().values());
        more.add(new DeclaredPermission(Permission.of("reports:read"), "Read reports", false));
        List<RoleDefinition> declared = new ArrayList<>(same);
        declared.add(new RoleDefinition(
                "auditor", "Auditor", "", RoleDefinition.of("x", "x", "*:read").says(), Set.of(), true));
        PermissionCatalogue after = PermissionCatalogue.of(more);
        List<RoleChange> told = registry.preview(after, declared, false);
        assertThat(registry.apply(after, declared, false, OPS)).isEqualTo(told);
        assertThat(told.stream().filter(RoleChange::isChange))
                .extracting(RoleChange::key, RoleChange::kind)
                .containsExactly(tuple("reports:read", Kind.ADDED), tuple("auditor", Kind.ADDED));
        UUID ann = someone(tenant, "auditor");
        assertThat(ask(tenant, ann, "select tenancy.has_permission('reports:read')"))
                .containsExactly("t");

        assertThat(registry.apply(before, same, false, OPS).stream().filter(change -> change.kind() == Kind.LEFT_OVER))
                .hasSize(2);
        assertThatExceptionOfType(AccessConflictException.class)
                .isThrownBy(() -> registry.apply(before, same, true, OPS));
        registry.of(tenant.id(), OPS).revoke(ann, "auditor", null);
        registry.apply(before, same, true, OPS);
        assertThat(registry.catalogue().permissions()).isEqualTo(before.permissions());
        assertThat(registry.systemRoles()).extracting(Role::key).doesNotContain("auditor");
    }
}
