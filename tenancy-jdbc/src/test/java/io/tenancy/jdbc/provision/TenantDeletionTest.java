package io.tenancy.jdbc.provision;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.tenant.TenantStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TenantDeletionTest extends RegistryFixture {
    @BeforeAll
    static void schema() throws SQLException {
        run(
                database.migrator(),
                "create table clinic (tenant_id uuid not null, id int, primary key (tenant_id, id))",
                "create table patient (tenant_id uuid not null, id int, clinic_id int, primary key (tenant_id, id),"
                        + " foreign key (tenant_id, clinic_id) references clinic (tenant_id, id))",
                "create table staff (tenant_id uuid not null, id int, boss int, primary key (tenant_id, id),"
                        + " foreign key (tenant_id, boss) references staff (tenant_id, id))",
                "create table visit (tenant_id uuid not null, id int, patient_id int not null, primary key (tenant_id, id),"
                        + " foreign key (tenant_id, patient_id) references patient (tenant_id, id)) partition by hash (tenant_id)",
                "create table visit_0 partition of visit for values with (modulus 2, remainder 0)",
                "create table visit_1 partition of visit for values with (modulus 2, remainder 1)",
                "create table ledger (account text not null, id int, primary key (account, id))",
                "create table meter (tenant_no bigint not null, id int, primary key (tenant_no, id))",
                "select tenancy.isolate('clinic')",
                "select tenancy.isolate('patient')",
                "select tenancy.isolate('staff')",
                "select tenancy.isolate('visit')",
                "select tenancy.isolate('ledger', 'account')",
                "select tenancy.isolate('meter', 'tenant_no')");
    }

    private static void rows(Tenant tenant, int patients) throws SQLException {
        String id = "'" + tenant.id() + "'";
        run(
                database.admin(),
                "insert into clinic values (" + id + ", 1)",
                "insert into patient select " + id + ", n, 1 from generate_series(1, " + patients + ") n",
                "insert into staff values (" + id + ", 1, null), (" + id + ", 2, 1), (" + id + ", 3, 2)",
                "insert into visit select " + id + ", n, 1 from generate_series(1, 10) n",
                "insert into ledger values (" + id + ", 1)",
                "insert into meter values (" + tenant.number() + ", 1)");
        registry.putSetting(tenant.id(), "locale", "\"nb\"", OPS);
        registry.addDomain(tenant.id(), tenant.key() + ".example.org", OPS);
    }

    private static long rowsOf(Tenant tenant) throws SQLException {
        long sum = 0;
        for (String table : List.of("clinic", "patient", "staff", "visit", "tenancy.tenant_setting")) {
            sum += count("select count(*) from " + table + " where tenant_id = '" + tenant.id() + "'");
        }
        return sum
                + count("select count(*) from ledger where account = '" + tenant.id() + "'")
                + count("select count(*) from meter where tenant_no = " + tenant.number());
    }

    /** What was to be told to people about the tenant, which is no row of the test's. */
    private static long alerts(DeletionReport report) {
        return report.rows().getOrDefault("tenancy.alert_raised", 0L);
    }

    private static long count(String sql) throws SQLException {
        return Long.parseLong(ask(database.admin(), sql).get(0));
    }

    @Test
    void everyRowOfTheTenantGoesAndNoOther() throws SQLException {
        Tenant gone = tenant("gone");
        Tenant stays = tenant("stays");
        rows(gone, 12_000);
        rows(stays, 100);
        registry.cancel(gone.id(), Duration.ZERO, OPS);

        List<String> batches = new ArrayList<>();
        DeletionReport report = registry.delete(gone.id(), OPS, (table, rows) -> batches.add(table + " " + rows));

        assertThat(report.tenant().status()).isEqualTo(TenantStatus.DELETED);
        assertThat(report.rows())
                .containsAllEntriesOf(Map.of(
                        "public.clinic", 1L,
                        "public.patient", 12_000L,
                        "public.staff", 3L,
                        "public.visit", 10L,
                        "public.ledger", 1L,
                        "public.meter", 1L,
                        "tenancy.tenant_setting", 1L));
        assertThat(report.total()).isEqualTo(12_017 + alerts(report));
        assertThat(batches).contains("public.patient 5000", "public.patient 10000", "public.patient 12000");
        assertThat(new ArrayList<>(report.rows().keySet()))
                .containsSubsequence("public.visit", "public.patient", "public.clinic");
        assertThat(rowsOf(gone)).isZero();
        assertThat(rowsOf(stays)).isEqualTo(117);
        assertThat(count("select count(*) from tenancy.tenant_domain where tenant_id = '" + gone.id() + "'"))
                .isZero();
    }

    @Test
    void rowsAreKeptUntilTheRetentionIsOver() throws SQLException {
        Tenant tenant = tenant("kept");
        rows(tenant, 10);
        registry.cancel(tenant.id(), Duration.ofDays(30), OPS);

        assertThatExceptionOfType(TenantRetainedException.class)
                .isThrownBy(() -> registry.delete(tenant.id(), OPS, DeletionProgress.SILENT))
                .withMessageContaining("2026-03-31T10:00:00");
        refused(
                "TN008",
                () -> run(
                        database.admin(),
                        "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                                + " set_config('tenancy.changed_at', '2026-03-30T00:00:00Z', true);"
                                + " update tenancy.tenant set status = 'DELETING' where id = '" + tenant.id() + "'"));
        registry.activate(tenant.id(), OPS);
        registry.cancel(tenant.id(), OPS);
        registry.endRetention(tenant.id(), OPS);
        DeletionReport report = registry.delete(tenant.id(), OPS, DeletionProgress.SILENT);
        assertThat(report.total()).isEqualTo(27 + alerts(report));
    }

    @Test
    void interruptedDeletionGoesOn() throws SQLException {
        Tenant tenant = tenant("halfway");
        rows(tenant, 12_000);
        registry.cancel(tenant.id(), Duration.ZERO, OPS);

        assertThatIllegalStateException()
                .isThrownBy(() -> registry.delete(tenant.id(), OPS, (table, rows) -> {
                    if (table.equals("public.patient") && rows == 10_000) {
                        throw new IllegalStateException("pulled the plug");
                    }
                }));
        assertThat(registry.show(tenant.id()).tenant().status()).isEqualTo(TenantStatus.DELETING);
        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> registry.changeName(tenant.id(), "Back again", OPS));

        DeletionReport rest = registry.delete(tenant.id(), OPS, DeletionProgress.SILENT);
        assertThat(rest.rows()).containsEntry("public.patient", 2_000L).containsEntry("public.visit", 0L);
        assertThat(rowsOf(tenant)).isZero();
    }

    @Test
    void rowThatSomethingElseRefersToStopsItWithAName() throws SQLException {
        Tenant tenant = tenant("held");
        rows(tenant, 1);
        run(
                database.migrator(),
                "create table outside (clinic_tenant uuid, clinic_id int, foreign key (clinic_tenant, clinic_id) references clinic)",
                "insert into outside values ('" + tenant.id() + "', 1)");
        registry.cancel(tenant.id(), Duration.ZERO, OPS);

        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> registry.delete(tenant.id(), OPS, DeletionProgress.SILENT))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_FAILED))
                .satisfies(e ->
                        assertThat(e.getMessage()).contains("public.clinic").contains("outside"));
        run(database.migrator(), "drop table outside");
        assertThat(registry.delete(tenant.id(), OPS, DeletionProgress.SILENT)
                        .tenant()
                        .status())
                .isEqualTo(TenantStatus.DELETED);
    }

    @Test
    void deletedTenantIsFoundForItsHistoryAndItsKeyIsReserved() {
        Tenant tenant = tenant("history");
        registry.cancel(tenant.id(), Duration.ZERO, OPS);
        Tenant deleted =
                registry.delete(tenant.id(), OPS, DeletionProgress.SILENT).tenant();

        assertThat(registry.require(TenantKey.of("history"))).isEqualTo(deleted);
        assertThat(registry.show(tenant.id()).history()).hasSize(6);
        assertThat(JdbcTenantStore.uncached(database.app()).findByKey(TenantKey.of("history")))
                .isEmpty();
        assertThat(registry.list(TenantQuery.first().withSearch("history")).items())
                .isEmpty();
        assertThatExceptionOfType(TenantKeyTakenException.class).isThrownBy(() -> tenant("history"));
        for (TenantStatus target : TenantStatus.values()) {
            assertThat(deleted.status().canBecome(target)).isFalse();
        }
        assertThatExceptionOfType(TransitionRefusedException.class)
                .isThrownBy(() -> registry.delete(tenant.id(), OPS, DeletionProgress.SILENT));
    }
}
