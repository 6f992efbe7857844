package io.tenancy.jdbc.usage;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.entitlement.Consumption;
import io.tenancy.entitlement.Consumption.Reason;
import io.tenancy.entitlement.Limit;
import io.tenancy.entitlement.QuotaExceededException;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class GaugesTest extends UsageFixture {
    /** Where a counter and the rows differ. */
    private static final String DRIFT =
            "select m.meter || ' ' || coalesce(g.tenant_id, c.tenant_id) || ' ' || coalesce(g.counted, 0)"
                    + " || ' rows, counter ' || coalesce(c.used::text, 'missing') from (select distinct meter from tenancy.metered_tables()) m"
                    + " cross join lateral (select * from tenancy.gauge_counts(m.meter)) g"
                    + " full join (select * from tenancy.usage_counter where period_start < '0002-01-01') c"
                    + " on c.meter = m.meter and c.tenant_id = g.tenant_id where coalesce(g.counted, 0) <> coalesce(c.used, 0)";

    @BeforeAll
    static void count() throws SQLException {
        run(
                database.migrator(),
                "create table attachment (tenant_id uuid not null, id int not null, patient_id int, size_bytes bigint,"
                        + " primary key (tenant_id, id), foreign key (tenant_id, patient_id) references patient (tenant_id, id) on delete cascade)",
                "select tenancy.isolate('attachment')",
                "select tenancy.meter('patient', 'patients')",
                "select tenancy.meter_bytes('attachment', 'size_bytes', 'storage')");
    }

    private static void noDrift() throws SQLException {
        assertThat(ask(database.admin(), DRIFT)).isEmpty();
    }

    private static long patients() {
        return tenancy.quotas().check("patients", 0).used();
    }

    private static long bytes() {
        return tenancy.quotas().check("storage", 0).used();
    }

    private static void sql(String sql) {
        int unused = tenancy.dsl().execute(sql);
    }

    private static void refused(String sql) {
        assertThatExceptionOfType(QuotaExceededException.class).isThrownBy(() -> sql(sql));
    }

    @Test
    void everyWayToWriteIsCounted() throws Exception {
        Tenant tenant = tenant("ways");
        tenant("ways-other");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            sql("insert into patient (id) select generate_series(1, 4)");
            assertThat(patients()).isEqualTo(4);
            sql("insert into patient (id) values (4), (5) on conflict do nothing");
            sql(
                    "insert into patient (id, name) values (5, 'b'), (6, 'c') on conflict (tenant_id, id) do update set name = excluded.name");
            assertThat(patients()).isEqualTo(6);
            sql("update patient set name = 'x'");
            sql(
                    "merge into patient p using (values (6), (7)) v (id) on p.id = v.id when matched then delete"
                            + " when not matched then insert (tenant_id, id) values (current_setting('tenancy.tenant_id')::uuid, v.id)");
            assertThat(patients()).isEqualTo(6);
            // The application cannot COPY into a table with row level security; a restore does, as superuser.
            try (Connection superuser = database.superuser().getConnection()) {
                String rows = tenant.id() + "\t8\n" + tenant.id() + "\t9\n";
                long copied = superuser
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy patient (tenant_id, id) from stdin", new StringReader(rows));
                assertThat(copied).isEqualTo(2);
            }
            assertThat(patients()).isEqualTo(8);
            sql(
                    "with gone as (delete from patient where id < 3 returning id) insert into patient (id) select id + 100 from gone where id = 1");
            assertThat(patients()).isEqualTo(7);
            sql(
                    "insert into attachment (id, patient_id, size_bytes) values (1, 3, 400), (2, 3, 100), (3, 4, null), (4, null, 50)");
            assertThat(bytes()).isEqualTo(550);
            sql("update attachment set size_bytes = coalesce(size_bytes, 0) + 10 where id in (2, 3)");
            assertThat(bytes()).isEqualTo(570);
            sql("delete from patient where id = 3");
            assertThat(bytes()).as("cascade").isEqualTo(60);
        }
        noDrift();
        run(database.admin(), "delete from attachment", "update patient set tenant_id = tenant_id");
        noDrift();
    }

    @Test
    void workThatIsUndoneIsNotCounted() throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant("undone-rows"))) {
            tenancy.useTransaction(tx -> {
                tx.dsl().execute("insert into patient (id) values (1)");
                Savepoint before = tx.connection().setSavepoint();
                tx.dsl().execute("insert into patient (id) values (2)");
                tx.connection().rollback(before);
            });
            assertThat(patients()).isEqualTo(1);
        }
        noDrift();
    }

    @Test
    void aHardLimitRefusesInsideTheStatementAndTellsTheNumbers() throws SQLException {
        try (TenantScope scope = TenantContext.bind(tenant("hard"))) {
            refused("insert into patient (id) select generate_series(1, 11)");
            sql("insert into patient (id) select generate_series(1, 9)");
            assertThatExceptionOfType(QuotaExceededException.class)
                    .isThrownBy(() -> sql("insert into patient (id) values (10), (11)"))
                    .satisfies(e -> {
                        Consumption refused = e.consumption();
                        assertThat(refused.meter()).isEqualTo("patients");
                        assertThat(refused.limit()).isEqualTo(Limit.of(10));
                        assertThat(refused.used()).isEqualTo(9);
                        assertThat(refused.amount()).isEqualTo(2);
                        assertThat(refused.reason()).isEqualTo(Reason.LIMIT_REACHED);
                    });
            assertThat(tenancy.quotas().check("patients", 2).isAllowed()).isFalse();
            sql("insert into patient (id) values (10)");
            try (Connection connection = tenancy.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatExceptionOfType(TenantSqlException.class)
                        .isThrownBy(() -> statement.execute("insert into patient (id) values (11)"))
                        .satisfies(e -> {
                            assertThat(e.getSQLState()).isEqualTo("TN030");
                            assertThat(e.reason()).isInstanceOf(QuotaExceededException.class);
                        });
            }
            refused("insert into attachment (id, size_bytes) values (1, 1001)");
            sql("insert into attachment (id, size_bytes) values (1, 1000)");
            refused("update attachment set size_bytes = 1001");
        }
        noDrift();
    }

    @Test
    void aDowngradeDeletesNothingRefusesMoreAndHealsByItself() throws SQLException {
        Tenant tenant = tenant("downgrade");
        plans.assign(tenant.id(), "pro", null, null, OPS);
        try (TenantScope scope = TenantContext.bind(tenant)) {
            sql("insert into patient (id) select generate_series(1, 12)");
            plans.assign(tenant.id(), "starter", null, null, OPS);
            assertThat(tenancy.dsl().fetchCount(org.jooq.impl.DSL.table("patient")))
                    .isEqualTo(12);
            assertThatExceptionOfType(QuotaExceededException.class)
                    .isThrownBy(() -> sql("insert into patient (id) values (13)"))
                    .withMessageContaining("12 of 10");
            sql("update patient set name = 'still mine'");
            sql("delete from patient where id <= 2");
            refused("insert into patient (id) values (13)");
            sql("delete from patient where id = 3");
            sql("insert into patient (id) values (13)");
            refused("insert into patient (id) values (14)");
        }
        noDrift();
    }

    @Test
    void operatorsAreCountedAndNotRefused() throws SQLException {
        Tenant tenant = tenant("operated");
        run(
                database.admin(),
                "insert into patient (tenant_id, id) select '" + tenant.id() + "', generate_series(1, 20)");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            assertThat(tenancy.quotas().check("patients", 0).overage()).isEqualTo(10);
        }
        noDrift();
    }

    @Test
    void aThresholdIsToldOnce() throws SQLException {
        Tenant tenant = tenant("told");
        try (TenantScope scope = TenantContext.bind(tenant)) {
            for (int i = 0; i < 3; i++) {
                sql("insert into patient (id) select generate_series(1, 8)");
                sql("delete from patient");
            }
        }
        assertThat(TenancyDatabase.askAs(
                        database.app(),
                        tenant.id().value(),
                        "select percent || ' ' || used from tenancy.usage_threshold order by percent"))
                .containsExactly("50 8", "80 8");
    }

    @Test
    void theLimitIsHeldAndTheCountRightUnderConcurrency() throws Exception {
        Tenant tenant = tenant("crowd");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> all = IntStream.range(0, 8)
                    .mapToObj(worker -> pool.submit(() -> TenantContext.call(as(tenant), () -> crowd(worker))))
                    .toList();
            for (Future<Long> one : all) {
                assertThat(one.get()).isLessThanOrEqualTo(10);
            }
        } finally {
            pool.shutdownNow();
        }
        noDrift();
    }

    /** The most rows that one of the crowd saw. */
    private static long crowd(int worker) {
        Random random = new Random(worker);
        long most = 0;
        for (int i = 0; i < 60; i++) {
            int id = worker * 100 + random.nextInt(5);
            try {
                sql(
                        random.nextInt(3) == 0
                                ? "delete from patient where id = " + id
                                : "insert into patient (id) values (" + id + ") on conflict do nothing");
            } catch (QuotaExceededException e) {
                assertThat(e.consumption().used()).isEqualTo(10);
            }
            most = Math.max(most, tenancy.dsl().fetchCount(org.jooq.impl.DSL.table("patient")));
        }
        return most;
    }

    @Test
    void emptyingATableEmptiesItsCounters() throws SQLException {
        run(
                database.migrator(),
                "create table note (tenant_id uuid not null, id int not null, primary key (tenant_id, id))",
                "select tenancy.isolate('note')",
                "select tenancy.meter('note', 'notes', feature => 'patients')");
        try (TenantScope scope = TenantContext.bind(tenant("emptied"))) {
            sql("insert into note (id) select generate_series(1, 10)");
        }
        run(database.migrator(), "truncate note");
        noDrift();
        run(
                database.migrator(),
                "create table memo (tenant_id uuid not null, id int not null, done boolean not null, primary key (tenant_id, id))",
                "select tenancy.isolate('memo')",
                "select tenancy.meter('memo', 'notes', feature => 'patients', counted_when => 'not done')");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(database.migrator(), "truncate memo"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("TN033"));
        try (TenantScope scope = TenantContext.bind(tenant("two-tables"))) {
            sql("insert into note (id) select generate_series(1, 6)");
            sql("insert into memo (id, done) select i, i > 4 from generate_series(1, 8) i");
            refused("update memo set done = false where id = 8");
            sql("update memo set done = true where id = 1");
            sql("update memo set done = false where id = 8");
        }
        noDrift();
        run(database.migrator(), "select tenancy.unmeter('memo', 'notes')");
        noDrift();
        run(database.migrator(), "select tenancy.unmeter('note', 'notes')", "drop table note, memo");
    }

    @Test
    void rowsThatAreThereAlreadyAreCountedFromTheStart() throws SQLException {
        Tenant tenant = tenant("before");
        run(
                database.migrator(),
                "create table tag (tenant_id text not null, id int not null, primary key (tenant_id, id))",
                "select tenancy.isolate('tag')",
                "create table label (number bigint not null, id int not null, primary key (number, id))",
                "select tenancy.isolate('label', tenant_column => 'number')",
                "insert into tag select '" + tenant.id() + "', generate_series(1, 3)",
                "insert into label select " + tenant.number() + ", generate_series(1, 2)",
                "select tenancy.meter('tag', 'marks', feature => '')",
                "select tenancy.meter('label', 'marks', feature => '')",
                "insert into label select " + tenant.number() + ", generate_series(3, 4)",
                "insert into tag select '" + tenant.id() + "', generate_series(4, 10)");
        assertThat(ask(database.admin(), "select used from tenancy.usage_counter where meter = 'marks'"))
                .containsExactly("14");
        noDrift();
        run(database.migrator(), "drop table tag, label", "delete from tenancy.usage_counter where meter = 'marks'");
    }

    @Test
    void onlyTablesOfTenantsAreCounted() throws SQLException {
        run(database.migrator(), "create table plain (id int)");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(database.migrator(), "select tenancy.meter('plain', 'plain')"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("TN010"));
        run(database.migrator(), "drop table plain");
    }

    @Test
    void theLimitInSqlIsTheLimitInJava() throws SQLException {
        Tenant tenant = tenant("same-limit");
        String asked = "select tenancy.limit_of('" + tenant.id() + "', 'patients', '" + clock.instant() + "')";
        assertThat(ask(database.superuser(), asked)).containsExactly("10");
        limit(tenant, "patients", 3);
        assertThat(ask(database.superuser(), asked)).containsExactly("3");
        plans.removeOverride(tenant.id(), "patients", OPS);
        plans.override(
                tenant.id(),
                new io.tenancy.entitlement.FeatureOverride(
                        "patients",
                        new io.tenancy.entitlement.FeatureValue.Amount(Limit.UNLIMITED),
                        clock.instant(),
                        "over already"),
                OPS);
        assertThat(ask(database.superuser(), asked)).containsExactly("10");
    }
}
