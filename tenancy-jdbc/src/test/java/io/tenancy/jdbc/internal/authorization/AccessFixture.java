package io.tenancy.jdbc.internal.authorization;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * A database with a small catalogue (appointments, patients, billing: create, read, update, delete), system roles admin (all but
 * billing:delete), staff (appointments:read, patients:read) and manager (staff, roles:manage), and a way to speak SQL as a principal.
 */
abstract class AccessFixture {
    static final Attribution OPS = new Attribution("ops:anna", "ticket 42");
    static TenancyDatabase database;
    static SettableClock clock;
    static TenantRegistry registry;
    private static int sequence;

    @BeforeAll
    static void start() throws SQLException {
        database = TenancyDatabase.create();
        clock = SettableClock.at(Instant.parse("2026-03-01T10:00:00.123456Z"));
        registry = TenantRegistry.over(database.admin(), clock);
        operator(
                "insert into tenancy.permission (key) select r || ':' || a from unnest(array['appointments', 'patients', 'billing']) r,"
                        + " unnest(array['create', 'read', 'update', 'delete']) a",
                "insert into tenancy.system_role (key, name) values ('admin', 'Admin'), ('staff', 'Staff'), ('manager', 'Manager')",
                "insert into tenancy.system_role_permission select 'admin', key from tenancy.permission where key <> 'billing:delete'",
                "insert into tenancy.system_role_permission values ('staff', 'appointments:read'), ('staff', 'patients:read'),"
                        + " ('manager', 'appointments:read'), ('manager', 'patients:read'), ('manager', 'roles:manage')");
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    static Tenant tenant() {
        return registry.create(TenantKey.of("t" + sequence++), "Practice", OPS);
    }

    /** One transaction of the tenancy_admin, attributed. */
    static void operator(String... statements) throws SQLException {
        Jdbc.transact(database.admin(), connection -> {
            run(connection, null, null, statements);
            return true;
        });
    }

    /** One attributed transaction of the application, as a principal of a tenant. */
    static void as(Tenant tenant, @Nullable UUID principal, String... statements) throws SQLException {
        Jdbc.transact(database.app(), connection -> {
            run(connection, tenant, principal, statements);
            return true;
        });
    }

    static void run(Connection connection, @Nullable Tenant tenant, @Nullable UUID principal, String... statements)
            throws SQLException {
        bind(connection, tenant, principal);
        for (String sql : statements) {
            Jdbc.run(connection, sql);
        }
    }

    static void bind(Connection connection, @Nullable Tenant tenant, @Nullable UUID principal) throws SQLException {
        Jdbc.run(
                connection,
                "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                        + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true),"
                        + " set_config('tenancy.tenant_id', ?, true), set_config('tenancy.principal_id', ?, true),"
                        + " set_config('tenancy.branch_ids', '', true)",
                tenant == null ? "" : tenant.id().toString(),
                principal == null ? "" : principal.toString());
    }

    static List<String> ask(Tenant tenant, @Nullable UUID principal, String sql) throws SQLException {
        return Jdbc.transact(database.app(), connection -> {
            bind(connection, tenant, principal);
            return Jdbc.list(connection, sql, row -> String.valueOf(row.getString(1)));
        });
    }

    /** SQL that makes somebody an active member. */
    static String member(Tenant tenant, UUID person) {
        return "insert into tenancy.member (tenant_id, account_id, name, email, status_since, joined_at) values ('"
                + tenant.id() + "', '" + person + "', 'P', '" + person + "@people.example', now(), now())"
                + " on conflict do nothing";
    }

    /** SQL that makes a key, which acts for nobody yet. */
    static String key(Tenant tenant, UUID key, UUID creator) {
        return "insert into tenancy.api_key (tenant_id, id, lookup, environment, name, key_hash, pepper, scopes, networks,"
                + " per_hour, created_by, created_at) values ('" + tenant.id() + "', '" + key + "', substr(md5('" + key
                + "'), 1, 12), 'live', 'K', sha256('k'), '', '{x}', '{}', 1, '" + creator + "', now())";
    }

    /** A member who holds nothing. */
    static UUID person(Tenant tenant) throws SQLException {
        UUID person = UUID.randomUUID();
        operator(member(tenant, person));
        return person;
    }

    /** The operator grants; to a person that it makes a member before. */
    static void given(Tenant tenant, UUID principal, String kind, String role, @Nullable UUID branch)
            throws SQLException {
        if (kind.equals("USER")) {
            operator(member(tenant, principal));
        }
        operator(grant(tenant, principal, kind, role, branch));
    }

    static UUID someone(Tenant tenant, String role) throws SQLException {
        UUID principal = UUID.randomUUID();
        given(tenant, principal, "USER", role, null);
        return principal;
    }

    /** SQL that grants a role, system or own. */
    static String grant(Tenant tenant, UUID principal, String kind, String role, @Nullable UUID branch) {
        String at = branch == null ? "null" : "'" + branch + "'::uuid";
        return "insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, role, system_role, branch_id)"
                + " select '" + tenant.id() + "', gen_random_uuid(), '" + kind + "', '" + principal + "',"
                + " case when s.key is null then '" + role + "' end, s.key, " + at
                + " from (select) one left join tenancy.system_role s on s.key = '" + role + "'";
    }

    static String branch(Tenant tenant, UUID id, @Nullable UUID parent) {
        return "insert into tenancy.branch (tenant_id, id, parent_id, name) values ('" + tenant.id() + "', '" + id
                + "', " + (parent == null ? "null" : "'" + parent + "'") + ", 'b')";
    }

    interface Attempt {
        void make() throws SQLException;
    }

    static void refused(String sqlState, Attempt attempt) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(attempt::make)
                .extracting(SQLException::getSQLState)
                .isEqualTo(sqlState);
    }
}
