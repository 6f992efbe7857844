package io.tenancy.jdbc.isolation;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsolateShapesTest extends IsolationFixture {
    @Test
    void partitionsAreIsolatedAndOutOfReach() throws SQLException {
        run(
                database.migrator(),
                "create table event (tenant_id uuid not null, id int, primary key (tenant_id, id)) partition by hash (tenant_id)",
                "create table event_0 partition of event for values with (modulus 2, remainder 0)",
                "create table event_1 partition of event for values with (modulus 2, remainder 1)");
        assertThat(security.isolate("event", Isolation.byTenantId())).isEmpty();
        rows("event", "tenant_id");

        assertThat(askAs(database.app(), SOUTH, "select id from event order by 1"))
                .containsExactly("2", "3");
        assertThat(askAs(database.app(), SOUTH, "explain select id from event"))
                .as("the bare form lets the planner prune")
                .noneSatisfy(line -> assertThat(line).contains("InitPlan"));
        for (String partition : List.of("event_0", "event_1")) {
            refused("42501", () -> askAs(database.app(), SOUTH, "select id from " + partition));
        }
        assertThat(ask(
                        database.superuser(),
                        "select relforcerowsecurity from pg_class where relname in ('event', 'event_0', 'event_1')"))
                .containsExactly("t", "t", "t");
        assertThatExceptionOfType(IsolationException.class)
                .isThrownBy(() -> security.isolate("event_0", Isolation.byTenantId()))
                .withMessageContaining("tenancy.isolate('public.event')");
    }

    @Test
    void inheritingTableIsIsolatedByItself() throws SQLException {
        table("person", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        run(database.migrator(), "create table doctor (licence text) inherits (person)");
        assertThat(security.isolate("person", Isolation.byTenantId())).isEmpty();
        rows("doctor", "tenant_id");

        assertThat(askAs(database.app(), NORTH, "select id from doctor")).containsExactly("1");
        assertThat(askAs(database.app(), NORTH, "select id from person")).containsExactly("1");
    }

    @Test
    void keysWithoutTheTenantAreReportedWithTheSqlThatMendsThem() throws SQLException {
        table("holder", "tenant_id uuid not null, id int primary key, mail text unique");
        table(
                "pet",
                "tenant_id uuid not null, id int, holder_id int references holder on delete cascade, primary key (tenant_id, id)");
        run(database.migrator(), "create unique index pet_chip on pet (id) where id > 0");
        assertThat(security.isolate("holder", Isolation.byTenantId()))
                .extracting(IsolationWarning::remedy)
                .contains(
                        "alter table public.holder drop constraint holder_pkey, add primary key (tenant_id, id);",
                        "alter table public.holder drop constraint holder_mail_key, add unique (tenant_id, mail);",
                        "create index on public.holder (tenant_id);");
        assertThat(security.isolate("pet", Isolation.byTenantId()))
                .extracting(IsolationWarning::remedy)
                .containsExactlyInAnyOrder(
                        "drop index public.pet_chip; create unique index on public.pet (tenant_id, id) where (id > 0);",
                        "alter table public.pet drop constraint pet_holder_id_fkey, add foreign key (tenant_id, holder_id)"
                                + " references public.holder (tenant_id, id) on delete cascade;");
    }

    @Test
    void remediesMendWhatTheyAreFor() throws SQLException {
        table("crew", "tenant_id uuid not null, id int, mail text unique, constraint crew_pk primary key (id)");
        for (IsolationWarning warning : security.isolate("crew", Isolation.byTenantId())) {
            run(database.migrator(), warning.remedy());
        }
        assertThat(security.isolate("crew", Isolation.byTenantId())).isEmpty();
    }

    @Test
    void foreignKeyIntoTheRegistryIsReported() throws SQLException {
        table("badge", "tenant_id uuid not null references tenancy.tenant (id), id int, primary key (tenant_id, id)");
        assertThat(security.isolate("badge", Isolation.byTenantId()))
                .extracting(IsolationWarning::remedy)
                .containsExactly("alter table public.badge drop constraint badge_tenant_id_fkey;");
    }

    @Test
    void tableInAnotherSchemaIsReachable() throws SQLException {
        run(
                database.migrator(),
                "create schema clinic",
                "create table clinic.\"Room\" (tenant_id uuid not null, id int, primary key (tenant_id, id))");
        assertThat(security.isolate("clinic.\"Room\"", Isolation.byTenantId())).isEmpty();
        rows("clinic.\"Room\"", "tenant_id");
        assertThat(askAs(database.app(), NORTH, "select id from clinic.\"Room\""))
                .containsExactly("1");
        assertThat(security.tenantTables())
                .contains(new TenantTable("clinic", "Room", "tenant_id", TenantColumnType.UUID, false));
    }

    @Test
    void whatCannotBeIsolatedIsRefusedAndUntouched() throws SQLException {
        table("odd", "tenant_id int, id int");
        run(database.migrator(), "create view some_view as select 1 as tenant_id");
        for (String table : List.of("odd", "some_view", "no_such_table", "tenancy.tenant", "not a name")) {
            assertThatExceptionOfType(IsolationException.class)
                    .isThrownBy(() -> security.isolate(table, Isolation.byTenantId()));
        }
        assertThat(ask(database.superuser(), "select relrowsecurity from pg_class where relname = 'odd'"))
                .containsExactly("f");
    }

    @Test
    void tableOfSomebodyElseNamesTheCommandThatMends() throws SQLException {
        run(database.superuser(), "create table theirs (tenant_id uuid not null, id int, primary key (tenant_id, id))");
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> security.isolate("theirs", Isolation.byTenantId()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING))
                .satisfies(e -> run(database.superuser(), e.remedy().replaceFirst("^.*run: ", "")));
        assertThat(security.isolate("theirs", Isolation.byTenantId())).isEmpty();
    }

    @Test
    void onlyWhoOwnsTheTableIsolatesIt() throws SQLException {
        table("foreign_table", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        refused("42501", () -> run(database.app(), "select tenancy.isolate('foreign_table')"));
        refused("42501", () -> run(database.admin(), "select tenancy.isolate('foreign_table')"));
    }
}
