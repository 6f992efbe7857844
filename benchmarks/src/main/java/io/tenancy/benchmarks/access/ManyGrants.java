package io.tenancy.benchmarks.access;

import io.tenancy.jdbc.migration.RolePasswords;
import io.tenancy.jdbc.migration.TenancySchema;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A throw-away database with many tenants and grants: thirty permissions; a tenant has five roles of its own, ten branches in a tree, and
 * principals with one grant or two, every other one at a branch. Ids are made of numbers: md5('t1'), md5('t1p1'), md5('t1b1').
 */
final class ManyGrants implements AutoCloseable {
    static final String PASSWORD = "benchmark";

    private final TestDatabase database;

    private ManyGrants(TestDatabase database) {
        this.database = database;
    }

    static ManyGrants of(int tenants, int grants) throws SQLException {
        TestDatabase database = TestServer.database();
        var unusedRoles = TenancySchema.installRoles(database.dataSource(), RolePasswords.same(PASSWORD));
        var unusedPlane = TenancySchema.installControlPlane(database.dataSource("tenancy_migrator", PASSWORD));
        // Triggers would write a trail of every row; what is measured is reading.
        database.execute("""
                set session_replication_role = replica;
                insert into tenancy.permission (key) select 'r' || r || ':' || a
                    from generate_series(1, 6) r, unnest(array['create', 'read', 'update', 'delete', 'print']) a;
                insert into tenancy.tenant (id, key, name, status, status_since, version, created_at, updated_at)
                    select md5('t' || t)::uuid, 't' || t, 'T', 'ACTIVE', now(), 1, now(), now() from generate_series(1, %1$d) t;
                insert into tenancy.role (tenant_id, key, name, created_at)
                    select md5('t' || t)::uuid, 'role' || r, 'R', now() from generate_series(1, %1$d) t, generate_series(1, 5) r;
                insert into tenancy.role_permission (tenant_id, role, permission)
                    select md5('t' || t)::uuid, 'role' || r, p.key from generate_series(1, %1$d) t, generate_series(1, 5) r,
                        (select key, row_number() over (order by key) as place from tenancy.permission where key <> 'roles:manage') p
                    where p.place %% 5 = r - 1;
                insert into tenancy.role_parent (tenant_id, role, parent)
                    select md5('t' || t)::uuid, 'role1', 'role2' from generate_series(1, %1$d) t;
                insert into tenancy.branch (tenant_id, id, parent_id, name, created_at)
                    select md5('t' || t)::uuid, md5('t' || t || 'b' || b)::uuid, case when b > 1 then md5('t' || t || 'b' || b / 2)::uuid end, 'B', now()
                    from generate_series(1, %1$d) t, generate_series(1, 10) b;
                insert into tenancy.role_grant (tenant_id, id, principal_kind, principal_id, role, branch_id, granted_at)
                    select md5('t' || t)::uuid, md5('t' || t || 'g' || g)::uuid, 'USER', md5('t' || t || 'p' || g * 3 / 4)::uuid,
                        'role' || 1 + g %% 5, case when g %% 2 = 0 then md5('t' || t || 'b' || 1 + g %% 10)::uuid end, now()
                    from generate_series(1, %1$d) t, generate_series(1, %2$d) g;
                set session_replication_role = default""".formatted(tenants, grants));
        database.execute("vacuum analyze");
        return new ManyGrants(database);
    }

    DataSource app() {
        return database.dataSource("tenancy_app", PASSWORD);
    }

    String url() {
        return database.jdbcUrl();
    }

    @Override
    public void close() {
        database.close();
    }
}
