package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.authorization.AccessDecision.Outcome;
import io.tenancy.authorization.Permission;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The database and the snapshot in Java give the same answers: here to random questions about random roles, branches and grants. */
class AuthorizerAgreementTest extends AccessFixture {
    private static final boolean FULL = Boolean.getBoolean("tenancy.proofs");
    private static final int WORLDS = FULL ? 50 : 4;
    private static final int QUESTIONS = FULL ? 2_000 : 500;

    private final Random random = new Random(20_260_301);

    @Test
    void databaseAndSnapshotAgree() throws SQLException {
        int granted = 0;
        for (int i = 0; i < WORLDS; i++) {
            granted += agree();
        }
        // Neither all yes nor all no: else the questions would tell nothing.
        assertThat(granted).isBetween(WORLDS * QUESTIONS / 20, WORLDS * QUESTIONS * 19 / 20);
    }

    private int agree() throws SQLException {
        Tenant tenant = tenant();
        World world = world(tenant);
        AccessSnapshot snapshot = new AccessSource(database.app()).read(tenant.id());
        List<Permission> permissions = Jdbc.transact(
                database.admin(),
                connection -> Jdbc.list(
                        connection,
                        "select key from tenancy.permission order by key",
                        row -> Permission.of(row.getString(1))));
        int granted = 0;
        try (Connection connection = database.app().getConnection()) {
            connection.setAutoCommit(false);
            bind(connection, tenant, null);
            try (PreparedStatement ask =
                    connection.prepareStatement("select set_config('tenancy.principal_id', ?, true);"
                            + " select tenancy.has_permission(?, cast(? as uuid))")) {
                for (int i = 0; i < QUESTIONS; i++) {
                    UUID principal = pick(world.principals);
                    Permission permission = pick(permissions);
                    UUID branch = random.nextInt(3) == 0 ? null : pick(world.places);
                    boolean inJava = snapshot.check(principal, permission, branch) == Outcome.GRANTED;
                    assertThat(inJava)
                            .as("%s, %s at %s in %s", principal, permission, branch, tenant.key())
                            .isEqualTo(inSql(ask, principal, permission, branch));
                    granted += inJava ? 1 : 0;
                }
            }
            for (UUID principal : world.principals) {
                assertThat(snapshot.permissions(principal, null))
                        .isEqualTo(new TreeSet<>(Jdbc.list(
                                connection,
                                "select p.key from tenancy.permission p where tenancy.principal_holds(?, ?, p.key, null)",
                                row -> Permission.of(row.getString(1)),
                                tenant.id().value(),
                                principal)));
            }
            connection.rollback();
        }
        return granted;
    }

    private static boolean inSql(PreparedStatement ask, UUID principal, Permission permission, @Nullable UUID branch)
            throws SQLException {
        ask.setString(1, principal.toString());
        ask.setString(2, permission.toString());
        ask.setObject(3, branch);
        assertThat(ask.execute() && ask.getMoreResults()).isTrue();
        try (ResultSet answer = ask.getResultSet()) {
            assertThat(answer.next()).isTrue();
            return answer.getBoolean(1);
        }
    }

    private record World(List<UUID> principals, List<UUID> places) {}

    /** Seven own roles that inherit from each other and from system roles, a tree of branches, groups, grants, delegates. */
    private World world(Tenant tenant) throws SQLException {
        String id = "'" + tenant.id() + "'";
        List<String> sql = new ArrayList<>();
        List<String> roles = new ArrayList<>(List.of("staff", "manager"));
        for (int i = 0; i < 7; i++) {
            String role = "r" + i;
            sql.add("insert into tenancy.role (tenant_id, key, name, dynamic) values (" + id + ", '" + role + "', 'R', "
                    + (i == 3 ? "'{*:delete}'" : "'{}'") + ")");
            for (int j = random.nextInt(4); j > 0; j--) {
                sql.add("insert into tenancy.role_permission (tenant_id, role, permission) select " + id + ", '" + role
                        + "', key from tenancy.permission order by md5(key || '" + random.nextInt()
                        + "') limit 1 on conflict do nothing");
            }
            String parent = pick(roles);
            String column = parent.startsWith("r") ? "parent" : "system_parent";
            if (random.nextBoolean()) {
                sql.add("insert into tenancy.role_parent (tenant_id, role, " + column + ") values (" + id + ", '" + role
                        + "', '" + parent + "')");
            }
            roles.add(role);
        }
        List<UUID> branches = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            UUID branch = UUID.randomUUID();
            sql.add(branch(tenant, branch, branches.isEmpty() || random.nextInt(4) == 0 ? null : pick(branches)));
            branches.add(branch);
        }
        List<UUID> principals = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            principals.add(UUID.randomUUID());
            sql.add(member(tenant, principals.get(i)));
        }
        sql.add(grant(tenant, principals.get(0), "USER", "owner", null));
        List<UUID> groups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UUID group = UUID.randomUUID();
            groups.add(group);
            sql.add("insert into tenancy.principal_group (tenant_id, id, name) values (" + id + ", '" + group + "', 'g"
                    + i + "')");
            sql.add("insert into tenancy.group_member (tenant_id, group_id, principal_id) values (" + id + ", '" + group
                    + "', '" + pick(principals) + "')");
        }
        for (int i = 0; i < 12; i++) {
            boolean toGroup = random.nextInt(4) == 0;
            sql.add(grant(
                            tenant,
                            toGroup ? pick(groups) : pick(principals),
                            toGroup ? "GROUP" : "USER",
                            pick(roles),
                            random.nextBoolean() ? null : pick(branches))
                    + " on conflict do nothing");
        }
        for (UUID master : List.copyOf(principals)) {
            if (random.nextInt(3) == 0) {
                UUID delegate = UUID.randomUUID();
                sql.add(key(tenant, delegate, master));
                sql.add("insert into tenancy.delegate (tenant_id, principal_id, delegator_id) values (" + id + ", '"
                        + delegate + "', '" + master + "')");
                sql.add("insert into tenancy.delegate_permission (tenant_id, principal_id, permission) select " + id
                        + ", '" + delegate + "', key from tenancy.permission where md5(key || '" + delegate
                        + "') > '7'");
                principals.add(delegate);
            }
        }
        operator(sql.toArray(String[]::new));
        List<UUID> places = new ArrayList<>(branches);
        places.add(UUID.randomUUID());
        principals.add(UUID.randomUUID());
        return new World(principals, places);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
