package io.tenancy.jdbc.isolation;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static io.tenancy.jdbc.testing.TenancyDatabase.runAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolateTest extends IsolationFixture {
    @Test
    void applicationSeesItsOwnRowsOnly() throws SQLException {
        table("patient", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        assertThat(security.isolate("patient", Isolation.byTenantId())).isEmpty();
        rows("patient", "tenant_id");

        assertThat(askAs(database.app(), NORTH, "select id from patient")).containsExactly("1");
        assertThat(askAs(database.app(), SOUTH, "select id from patient order by 1"))
                .containsExactly("2", "3");
        assertThat(runAs(database.app(), NORTH, "update patient set id = id + 10 where id = 2"))
                .isZero();
        assertThat(runAs(database.app(), NORTH, "delete from patient where id = 3"))
                .isZero();
        assertThat(runAs(database.app(), NORTH, "insert into patient (id) values (4)"))
                .isOne();
        assertThat(ask(database.admin(), "select count(*) from patient")).containsExactly("4");
        assertThat(ask(database.migrator(), "select count(*) from patient")).containsExactly("4");
    }

    @Test
    void rowOfAnotherTenantCannotBeWritten() throws SQLException {
        table("note", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        assertThat(security.isolate("note", Isolation.byTenantId())).isEmpty();
        rows("note", "tenant_id");

        for (String sql : List.of(
                "insert into note (tenant_id, id) values ('" + SOUTH + "', 9)",
                "update note set tenant_id = '" + SOUTH + "'",
                "insert into note (tenant_id, id) values ('" + SOUTH
                        + "', 2) on conflict (tenant_id, id) do update set id = 99")) {
            refused("42501", () -> runAs(database.app(), NORTH, sql));
        }
    }

    @Test
    void withoutTenantEveryAccessFailsLoudly() throws SQLException {
        table("visit", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        assertThat(security.isolate("visit", Isolation.byTenantId())).isEmpty();
        rows("visit", "tenant_id");

        List<String> statements =
                List.of("select * from visit", "insert into visit (id) values (1)", "delete from visit");
        for (String sql : statements) {
            refused("22P02", () -> run(database.app(), sql));
        }
        run(database.superuser(), "alter role tenancy_app reset tenancy.tenant_id");
        try {
            for (String sql : statements) {
                refused("42704", () -> run(database.app(), sql));
            }
        } finally {
            run(database.superuser(), "alter role tenancy_app set tenancy.tenant_id = ''");
        }
    }

    @Test
    void applicationHasNoOtherPrivilege() throws SQLException {
        table("invoice", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        run(database.migrator(), "grant all on invoice to tenancy_app, public, tenancy_worker");
        assertThat(security.isolate("invoice", Isolation.byTenantId())).isEmpty();

        assertThat(
                        ask(
                                database.superuser(),
                                "select a.grantee::regrole || ' ' || string_agg(a.privilege_type, ' ' order by a.privilege_type) from pg_class c,"
                                        + " aclexplode(c.relacl) a where c.relname = 'invoice' and a.grantee <> c.relowner group by a.grantee order by 1"))
                .containsExactly(
                        "tenancy_admin DELETE INSERT SELECT UPDATE", "tenancy_app DELETE INSERT SELECT UPDATE");
        assertThat(ask(
                        database.superuser(),
                        "select relowner::regrole || ' ' || relrowsecurity || ' ' || relforcerowsecurity from pg_class"
                                + " where relname = 'invoice'"))
                .containsExactly("tenancy_owner true true");
    }

    @Test
    void secondCallChangesNothing() throws SQLException {
        table("bill", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        assertThat(security.isolate("bill", Isolation.byTenantId())).isEmpty();
        String state = "select polname || polpermissive || polroles::text || pg_get_expr(polqual, polrelid)"
                + " || pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = 'bill'::regclass order by 1";
        List<String> before = ask(database.superuser(), state);
        assertThat(security.isolate("bill", Isolation.byTenantId())).isEmpty();
        assertThat(ask(database.superuser(), state)).isEqualTo(before).hasSize(4);
    }

    @Test
    void missingColumnIsAddedAndRowsOfNobodyAreReported() throws SQLException {
        table("legacy", "id int");
        run(database.migrator(), "insert into legacy values (1)");

        assertThat(security.isolate("legacy", Isolation.byTenantId()))
                .extracting(IsolationWarning::problem)
                .anySatisfy(problem -> assertThat(problem).contains("rows without tenant_id"))
                .anySatisfy(problem -> assertThat(problem).contains("no index that leads with tenant_id"));
        assertThat(askAs(database.app(), NORTH, "select id from legacy")).isEmpty();

        run(
                database.migrator(),
                "update legacy set tenant_id = '" + NORTH + "' where tenant_id is null",
                "create index on legacy (tenant_id)");
        assertThat(security.isolate("legacy", Isolation.byTenantId())).isEmpty();
        assertThat(
                        ask(
                                database.superuser(),
                                "select attnotnull from pg_attribute where attrelid = 'legacy'::regclass and attname = 'tenant_id'"))
                .containsExactly("t");
        assertThat(askAs(database.app(), NORTH, "select id from legacy")).containsExactly("1");
    }

    @Test
    void textColumnHoldsTheCanonicalTextOfTheId() throws SQLException {
        table("old_text", "organization_id text not null, id int, primary key (organization_id, id)");
        assertThat(security.isolate("old_text", Isolation.byColumn("organization_id")))
                .isEmpty();
        rows("old_text", "organization_id");

        assertThat(askAs(database.app(), NORTH, "select id from old_text")).containsExactly("1");
        assertThat(runAs(database.app(), NORTH, "insert into old_text (id) values (7)"))
                .isOne();
        refused("22P02", () -> run(database.app(), "select * from old_text"));
    }

    @Test
    void bigintColumnHoldsTheTenantsNumber() throws SQLException {
        table("old_number", "account bigint not null, id int, primary key (account, id)");
        assertThat(security.isolate("old_number", Isolation.byColumn("account")))
                .isEmpty();
        run(database.migrator(), "insert into old_number values (1, 1), (2, 2)");

        String asFirst = "select set_config('tenancy.tenant_number', '1', true)";
        runAs(database.app(), NORTH, asFirst, "delete from old_number where id = 2");
        assertThat(ask(database.admin(), "select id from old_number order by 1"))
                .containsExactly("1", "2");
        runAs(database.app(), NORTH, asFirst, "delete from old_number where id = 1");
        assertThat(ask(database.admin(), "select id from old_number")).containsExactly("2");
        refused("42501", () -> runAs(database.app(), NORTH, asFirst, "insert into old_number values (2, 3)"));
        refused("42704", () -> runAs(database.app(), NORTH, "delete from old_number"));
    }

    @Test
    void branchesNarrowTheViewInsideTheTenant() throws SQLException {
        table("desk", "tenant_id uuid not null, id int, branch_id uuid, primary key (tenant_id, id)");
        assertThat(security.isolate("desk", Isolation.byTenantId().withBranchColumn("branch_id")))
                .isEmpty();
        String here = "aaaaaaaa-0000-7000-8000-000000000001";
        String there = "bbbbbbbb-0000-7000-8000-000000000002";
        String row = "('%s', %d, '%s')";
        run(
                database.migrator(),
                "insert into desk values " + row.formatted(NORTH, 1, here) + "," + row.formatted(NORTH, 2, there) + ","
                        + row.formatted(SOUTH, 4, here) + ", ('" + NORTH + "', 3, null)");

        assertThat(askAs(database.app(), NORTH, "select id from desk"))
                .as("no branch bound: what belongs to the whole tenant")
                .containsExactly("3");
        String asHere = "select set_config('tenancy.branch_ids', '" + here + "', true)";
        runAs(database.app(), NORTH, asHere, "update desk set id = id + 10");
        assertThat(ask(database.admin(), "select id from desk order by 1")).containsExactly("2", "4", "11", "13");
        refused(
                "42501",
                () -> runAs(
                        database.app(), NORTH, asHere, "update desk set branch_id = '" + there + "' where id = 11"));
    }

    @Test
    void serialColumnWorksAndItsSequenceCannotBeRead() throws SQLException {
        table("ticket", "tenant_id uuid not null, id serial, primary key (tenant_id, id)");
        assertThat(security.isolate("ticket", Isolation.byTenantId())).isEmpty();
        assertThat(runAs(database.app(), NORTH, "insert into ticket default values"))
                .isOne();
        refused("42501", () -> run(database.app(), "select last_value from ticket_id_seq"));
    }

    @Test
    void sharedTableIsReadOnlyForTheApplication() throws SQLException {
        table("country", "code text primary key");
        run(database.migrator(), "insert into country values ('no')");
        security.share("country");
        security.share("country");

        assertThat(ask(database.app(), "select code from country")).containsExactly("no");
        refused("42501", () -> run(database.app(), "delete from country"));
        table("secret", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        assertThat(security.isolate("secret", Isolation.byTenantId())).isEmpty();
        assertThatExceptionOfType(IsolationException.class).isThrownBy(() -> security.share("secret"));
    }
}
