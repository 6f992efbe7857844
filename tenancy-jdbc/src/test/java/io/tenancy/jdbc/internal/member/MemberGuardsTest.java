package io.tenancy.jdbc.internal.member;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.member.Account;
import io.tenancy.tenant.Tenant;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database holds of members by itself, against SQL that goes round the Java side. */
class MemberGuardsTest extends MembersFixture {
    private static int as(Tenant tenant, Account account, String sql) throws SQLException {
        return Jdbc.transact(database.app(), connection -> {
            Jdbc.run(
                    connection,
                    "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                            + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true),"
                            + " set_config('tenancy.operator_answers', 'yes', true),"
                            + " set_config('tenancy.tenant_id', ?, true), set_config('tenancy.principal_id', ?, true),"
                            + " set_config('tenancy.branch_ids', '', true)",
                    tenant.id().toString(),
                    account.id().toString());
            return Jdbc.run(connection, sql);
        });
    }

    private static void refused(String state, Tenant tenant, Account account, String sql) {
        assertThatExceptionOfType(SQLException.class)
                .as(sql)
                .isThrownBy(() -> as(tenant, account, sql))
                .extracting(SQLException::getSQLState)
                .isEqualTo(state);
    }

    @Test
    void nobodyMakesMembersOrAcceptsInvitationsByHand() throws SQLException {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        Account bob = person();
        invite(tenant, owner, bob, "staff");
        refused(
                "42501",
                tenant,
                owner,
                "insert into tenancy.member (account_id, name, email, status_since, joined_at) values ('" + bob.id()
                        + "', 'x', 'x@y.z', now(), now())");
        refused("42501", tenant, owner, "update tenancy.member set email = 'x@y.z'");
        refused("42501", tenant, owner, "update tenancy.member set account_id = '" + bob.id() + "'");
        refused("42501", tenant, owner, "update tenancy.invitation set accepted_at = now()");
        refused("42501", tenant, owner, "update tenancy.invitation set system_role = 'owner'");
        refused("42501", tenant, owner, "update tenancy.invitation set expires_at = now() + interval '1 year'");
        refused("42501", tenant, owner, "delete from tenancy.invitation");
        refused("42501", tenant, owner, "select token_hash from tenancy.invitation");
        refused(
                "42501",
                tenant,
                owner,
                "insert into tenancy.invitation (id, token_hash, email, system_role, expires_at, invited_by)"
                        + " values (gen_random_uuid(), sha256('x'), 'x@y.z', 'staff', '2030-01-01', '" + bob.id()
                        + "')");
        refused(
                "42501",
                tenant,
                owner,
                "select * from tenancy.accept_invitation(sha256('x'), '" + bob.id() + "', gen_random_uuid(), now())");
        refused("42501", tenant, owner, "select * from tenancy.account_tenants('" + bob.id() + "')");
        refused("42501", tenant, owner, "select * from tenancy.invitation_by_token(sha256('x'), now())");
    }

    @Test
    void whoInvitesIsWrittenByTheDatabase() throws Exception {
        Tenant tenant = tenant();
        Account manager = member(tenant, "manager");
        String invitation = "insert into tenancy.invitation (id, token_hash, email, system_role, expires_at)"
                + " values (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), 'guard@y.z', '%s', '2030-01-01')";
        refused("TN020", tenant, manager, invitation.formatted("owner"));
        refused("TN020", tenant, manager, invitation.formatted("admin"));
        assertThat(as(tenant, manager, invitation.formatted("staff"))).isEqualTo(1);
        assertThat(ask(database.superuser(), "select invited_by from tenancy.invitation where email = 'guard@y.z'"))
                .containsExactly(manager.id().toString());
        refused("23505", tenant, manager, invitation.formatted("staff"));
    }

    @Test
    void rowsOfOtherTenantsAreNeitherReadNorWritten() throws Exception {
        Tenant mine = tenant();
        Tenant others = tenant();
        Account owner = member(mine, "owner");
        Account foreign = member(others, "owner");
        invite(others, foreign, person(), "staff");
        for (int i = 0; i < 12; i++) {
            for (String table : List.of("member", "invitation")) {
                String where = " where tenant_id = '" + others.id() + "'";
                assertThat(as(
                                mine,
                                owner,
                                "update tenancy." + table
                                        + (table.equals("member") ? " set name = 'x'" : " set revoked_at = now()")
                                        + where))
                        .isZero();
            }
            assertThat(as(mine, owner, "delete from tenancy.member where account_id = '" + foreign.id() + "'"))
                    .isZero();
        }
        refused(
                "42501",
                mine,
                owner,
                "insert into tenancy.invitation (tenant_id, id, token_hash, email, system_role, expires_at)"
                        + " values ('" + others.id()
                        + "', gen_random_uuid(), sha256('y'), 'x@y.z', 'staff', '2030-01-01')");
        assertThat(ask(
                        database.superuser(),
                        "select count(*) from tenancy.invitation where revoked_at is null and tenant_id = '"
                                + others.id() + "'"))
                .containsExactly("1");
    }

    /** Whatever a tenant member does as SQL, these columns are not its to write. */
    @Test
    void membersWriteNeitherPlanNorLimitsNorStatusNorFeaturesNorVerification() throws Exception {
        Tenant tenant = tenant();
        Account owner = member(tenant, "owner");
        List<String> columns = ask(
                database.superuser(),
                "select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
                        + " and not a.attisdropped where c.relnamespace = 'tenancy'::regnamespace and c.relkind in ('r', 'p')"
                        + " and c.relname in ('tenant', 'tenant_key', 'tenant_domain', 'setting', 'tenant_plan', 'tenant_add_on',"
                        + " 'tenant_override', 'plan_version', 'lifecycle_move', 'account', 'permission', 'system_role',"
                        + " 'system_role_permission', 'control_plane', 'registry_change') order by 1");
        assertThat(columns)
                .contains(
                        "tenant.status",
                        "tenant_plan.plan",
                        "tenant_override.value",
                        "tenant_domain.verified_at",
                        "account.email_verified_at",
                        "plan_version.features")
                .hasSizeGreaterThan(60);
        for (String column : columns) {
            String table = column.substring(0, column.indexOf('.'));
            String name = column.substring(column.indexOf('.') + 1);
            refused("42501", tenant, owner, "update tenancy." + table + " set " + name + " = default");
            refused("42501", tenant, owner, "insert into tenancy." + table + " (" + name + ") values (default)");
            refused("42501", tenant, owner, "delete from tenancy." + table);
        }
        // Of settings only those that the application declared for members.
        refused(
                "TN062",
                tenant,
                owner,
                "insert into tenancy.tenant_setting (name, value, updated_at) values ('verified', 'true', now())");
    }
}
