package io.tenancy.jdbc.provision;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.migration.TenancyRole;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database holds by itself, against SQL that goes round the Java side. */
class RegistryGuardsTest extends RegistryFixture {
    private static final String SAY_WHO =
            "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                    + " set_config('tenancy.changed_at', '2026-01-01T00:00:00Z', true); ";

    @Test
    void changeThatNobodyAnswersForIsRefused() {
        Tenant tenant = tenant("silent");
        String change = "update tenancy.tenant set name = 'Other' where id = '" + tenant.id() + "'";
        refused("TN002", () -> run(database.admin(), change));
        refused("TN002", () -> run(database.migrator(), change));
        refused("TN002", () -> run(database.superuser(), change));
    }

    @Test
    void illegalMoveIsRefusedWhoeverTriesIt() {
        Tenant tenant = tenant("jump");
        String jump = SAY_WHO + "update tenancy.tenant set status = 'DELETED' where id = '" + tenant.id() + "'";
        refused("TN001", () -> run(database.admin(), jump));
        refused("TN001", () -> run(database.superuser(), jump));
        refused(
                "TN001",
                () -> run(
                        database.admin(),
                        SAY_WHO + "insert into tenancy.tenant (id, key, name, status)"
                                + " values (gen_random_uuid(), 'born-active', 'x', 'ACTIVE')"));
    }

    @Test
    void identityOfATenantNeverChanges() {
        Tenant tenant = tenant("same");
        String where = " where id = '" + tenant.id() + "'";
        refused(
                "TN004",
                () -> run(database.admin(), SAY_WHO + "update tenancy.tenant set id = gen_random_uuid()" + where));
        refused("TN004", () -> run(database.superuser(), SAY_WHO + "delete from tenancy.tenant" + where));
        refused("TN004", () -> run(database.superuser(), "truncate tenancy.tenant cascade"));
        refused("42501", () -> run(database.admin(), SAY_WHO + "delete from tenancy.tenant" + where));
    }

    @Test
    void auditTrailIsAppendOnly() {
        tenant("trail");
        refused("42501", () -> run(database.admin(), "delete from tenancy.registry_change"));
        refused(
                "42501",
                () -> run(
                        database.admin(),
                        "insert into tenancy.registry_change (changed_at, actor, reason, action)"
                                + " values (now(), 'a', 'b', 'c')"));
        refused("TN004", () -> run(database.superuser(), "update tenancy.registry_change set actor = 'nobody'"));
        refused("TN004", () -> run(database.superuser(), "delete from tenancy.registry_change"));
    }

    @Test
    void applicationReadsNothingOfTheRegistry() throws SQLException {
        tenant("hidden");
        for (String table : List.of(
                "tenant", "tenant_key", "tenant_domain", "registry_change", "registry_state", "schema_history")) {
            refused("42501", () -> run(database.app(), "select * from tenancy." + table));
            refused("42501", () -> run(database.app(), "select count(*) from tenancy." + table));
        }
        refused("42501", () -> run(database.app(), "select last_value from tenancy.tenant_number_seq"));
        refused("42501", () -> run(database.app(), "select * from tenancy.tenant_tables()"));
        refused(
                "42501",
                () -> run(database.app(), "create temporary table probe (id uuid references tenancy.tenant (id))"));
        refused(
                "42501",
                () -> run(database.app(), "create table public.probe (id uuid references tenancy.tenant (id))"));
        assertThat(
                        ask(
                                database.superuser(),
                                "select c.relname from pg_class c where c.relnamespace = 'tenancy'::regnamespace and c.relkind in ('r', 'p', 'v', 'S')"
                                        + " and c.relkind <> 'S' and has_any_column_privilege('tenancy_app', c.oid, 'select,insert,update,references') order by 1"))
                .containsExactly(
                        "alert_raised",
                        "api_key",
                        "api_key_use",
                        "audit_event",
                        "audit_pending",
                        "billing_subscription",
                        "billing_transition",
                        "branch",
                        "control_plane",
                        "delegate",
                        "delegate_permission",
                        "group_member",
                        "invitation",
                        "lifecycle_move",
                        "member",
                        "observed_error",
                        "observed_minute",
                        "permission",
                        "plan_version",
                        "principal_group",
                        "role",
                        "role_grant",
                        "role_parent",
                        "role_permission",
                        "security_event",
                        "setting",
                        "system_role",
                        "system_role_permission",
                        "tenant_add_on",
                        "tenant_override",
                        "tenant_plan",
                        "tenant_setting",
                        "usage_counter",
                        "usage_key",
                        "usage_reservation",
                        "usage_threshold",
                        "webhook_delivery",
                        "webhook_endpoint",
                        "webhook_message");
    }

    @Test
    void lookUpIsExactAndGivesOneRow() throws SQLException {
        tenant("exact-a");
        tenant("exact-b");
        for (String probe : List.of("exact%", "exact-_", "EXACT-A", "", "exact-a'' or true--", "%")) {
            assertThat(ask(database.app(), "select key from tenancy.tenant_by_key('" + probe + "')"))
                    .isEmpty();
        }
        assertThat(ask(database.app(), "select key from tenancy.tenant_by_key('exact-a')"))
                .containsExactly("exact-a");
    }

    @Test
    void whoIsBoundToATenantIsToldOfThatOneOnly() throws SQLException {
        Tenant mine = tenant("bound-mine");
        Tenant other = tenant("bound-other");
        run(
                database.admin(),
                SAY_WHO + "insert into tenancy.tenant_domain (tenant_id, domain, verified_at) values ('" + other.id()
                        + "', 'bound-other.example', '2026-01-01T00:00:00Z')",
                SAY_WHO
                        + "insert into tenancy.tenant_override (tenant_id, feature, value, reason, since) values ('"
                        + other.id() + "', 'users', '7', 'y', '2026-01-01T00:00:00Z')",
                SAY_WHO + "insert into tenancy.tenant_setting (tenant_id, name, value, updated_at) values ('"
                        + other.id() + "', 'x', '1', '2026-01-01T00:00:00Z')",
                "insert into tenancy.security_block (kind, subject, tenant_id, incident_id, blocked_until) values"
                        + " ('address', '192.0.2.1', '" + other.id() + "', gen_random_uuid(), '2026-01-01T00:00:00Z')");
        for (String question : List.of(
                "select 1 from tenancy.tenant_by_key('bound-other')",
                "select 1 from tenancy.tenant_by_id('" + other.id() + "')",
                "select 1 from tenancy.tenant_by_domain('bound-other.example')",
                "select 1 from tenancy.calendar_of('" + other.id() + "')",
                "select 1 from tenancy.settings_of('" + other.id() + "')",
                "select 1 where tenancy.blocked_until('address', '192.0.2.1', '" + other.id() + "') is not null",
                "select 1 from tenancy.holding_of('" + other.id() + "')")) {
            assertThat(ask(database.app(), question)).hasSize(1);
            assertThat(askAs(database.app(), other.id().value(), question)).hasSize(1);
            assertThat(askAs(database.app(), mine.id().value(), question)).isEmpty();
        }
    }

    @Test
    void definerFunctionsHaveAPinnedPathAndNoPublicExecute() throws SQLException {
        assertThat(
                        ask(
                                database.superuser(),
                                "select p.proname from pg_proc p where p.pronamespace = 'tenancy'::regnamespace"
                                        + " and (not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)"
                                        + " or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))"))
                .isEmpty();
        assertThat(ask(
                        database.superuser(),
                        "select p.proname from pg_proc p where p.pronamespace = 'tenancy'::regnamespace and p.prosecdef"
                                // Those of accounts stand in AccountGuardsTest.
                                + " and p.proname !~ '^(account_|invitation_|accept_invitation)'"
                                + " and has_function_privilege('tenancy_app', p.oid, 'execute') order by 1"))
                .containsExactly(
                        "api_key_by_id",
                        "blocked_until",
                        "calendar_of",
                        "holding_of",
                        "registry_version",
                        "settings_of",
                        "tenant_by_domain",
                        "tenant_by_id",
                        "tenant_by_key");
    }

    @Test
    void everyTenantTableOfTheControlPlaneIsForced() throws SQLException {
        assertThat(ask(
                        database.superuser(),
                        "select relname from pg_class where relnamespace = 'tenancy'::regnamespace and relkind = 'r'"
                                + " and not (relrowsecurity and relforcerowsecurity) order by 1"))
                .containsExactly(
                        "control_plane",
                        "lifecycle_move",
                        "permission",
                        "plan_version",
                        "schema_history",
                        "setting",
                        "system_role",
                        "system_role_permission");
        assertThat(ask(
                        database.superuser(),
                        "select relname from pg_class where relnamespace = 'tenancy'::regnamespace and relkind = 'r'"
                                + " and relowner <> 'tenancy_control'::regrole"))
                .containsExactly("schema_history");
    }

    @Test
    void ownerOfTheControlPlaneSeesNoTenant() throws SQLException {
        tenant("unseen");
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role tenancy_control");
            try (ResultSet result = statement.executeQuery("select count(*) from tenancy.tenant")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getLong(1)).isZero();
            }
        }
    }

    @Test
    void functionOfTheApplicationWithItsOwnersRightsReachesNothingOfTheControlPlane() throws SQLException {
        run(
                database.superuser(),
                "create function public.peek(said text) returns bigint language plpgsql security definer"
                        + " set search_path = pg_catalog, pg_temp as $$ declare found bigint; begin execute said into found;"
                        + " return found; end $$; alter function public.peek(text) owner to tenancy_owner");
        List<String> tables = ask(
                database.superuser(),
                "select relname from pg_class where relnamespace = 'tenancy'::regnamespace and relkind in ('r', 'p', 'v')");
        assertThat(tables).contains("account", "tenant", "member", "audit_event");
        for (String table : tables) {
            String reach = "select public.peek('select count(*) from tenancy." + table + "')";
            refused("42501", () -> run(database.app(), reach));
        }
        run(database.superuser(), "drop function public.peek(text)");
    }

    @Test
    void workerReadsTheRegistryAndChangesNothing() throws SQLException {
        Tenant tenant = tenant("worked");
        assertThat(ask(
                        database.as(TenancyRole.WORKER),
                        "select key from tenancy.tenant where id = '" + tenant.id() + "'"))
                .containsExactly("worked");
        refused("42501", () -> run(database.as(TenancyRole.WORKER), SAY_WHO + "update tenancy.tenant set name = 'x'"));
    }
}
