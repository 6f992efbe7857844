package io.tenancy.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.migration.InstallReport.Outcome;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TenancySchemaTest {
    @Test
    void secondInstallationFindsEverythingPresent() {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            InstallReport again = TenancySchema.installRoles(database.superuser(), RolePasswords.none())
                    .and(TenancySchema.installControlPlane(database.migrator()));

            assertThat(again.steps()).hasSizeGreaterThan(20);
            assertThat(again.steps(Outcome.PRESENT)).isEqualTo(again.steps());
            assertThat(TenancySchema.inspect(database.app())).contains(ControlPlaneVersion.CURRENT);
        }
    }

    @Test
    void rolesAreMadeOnceByManyInstallationsOfOneServer() throws Exception {
        List<TenancyDatabase> databases = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 4; i++) {
                databases.add(TenancyDatabase.empty());
            }
            List<Future<InstallReport>> installations = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                TenancyDatabase database = databases.get(i % databases.size());
                installations.add(pool.submit(() -> TenancySchema.installRoles(
                                database.superuser(), RolePasswords.same(TenancyDatabase.PASSWORD))
                        .and(TenancySchema.installControlPlane(database.migrator()))));
            }
            for (Future<InstallReport> installation : installations) {
                assertThat(installation.get().steps(Outcome.SKIPPED)).isEmpty();
            }
            for (TenancyDatabase database : databases) {
                assertThat(TenancySchema.requireCompatible(database.app())).isEqualTo(ControlPlaneVersion.CURRENT);
            }
        } finally {
            pool.shutdownNow();
            databases.forEach(TenancyDatabase::close);
        }
    }

    @Test
    void databaseWithoutControlPlaneIsToldFromOneWith() {
        try (TenancyDatabase prepared = TenancyDatabase.create();
                TenancyDatabase empty = TenancyDatabase.empty()) {
            assertThat(TenancySchema.inspect(empty.superuser())).isEmpty();
            assertThatExceptionOfType(ControlPlaneException.class)
                    .isThrownBy(() -> TenancySchema.requireCompatible(empty.app()))
                    .withMessageContaining("tenancyctl init")
                    .extracting(TenancyException::code)
                    .isEqualTo(ErrorCode.CONTROL_PLANE_MISSING);
            assertThat(TenancySchema.requireCompatible(prepared.app())).isEqualTo(ControlPlaneVersion.CURRENT);
        }
    }

    @Test
    void controlPlaneOneMinorAheadIsAcceptedAndLeftAlone() throws Exception {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            version(database, "1.3");

            assertThat(TenancySchema.requireCompatible(database.app())).hasToString("1.3");
            assertThat(TenancySchema.installControlPlane(database.migrator()).steps(Outcome.PRESENT))
                    .hasSize(1);
            assertThat(TenancySchema.inspect(database.app())).contains(new ControlPlaneVersion(1, 3));
        }
    }

    @Test
    void controlPlaneFurtherAheadIsRefused() throws Exception {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            for (String newer : List.of("1.4", "2.0")) {
                version(database, newer);
                assertThatExceptionOfType(ControlPlaneException.class)
                        .isThrownBy(() -> TenancySchema.requireCompatible(database.app()))
                        .extracting(TenancyException::code)
                        .isEqualTo(ErrorCode.CONTROL_PLANE_NEWER);
                assertThatExceptionOfType(ControlPlaneException.class)
                        .isThrownBy(() -> TenancySchema.installControlPlane(database.migrator()));
            }
            version(database, "0.9");
            assertThatExceptionOfType(ControlPlaneException.class)
                    .isThrownBy(() -> TenancySchema.requireCompatible(database.app()))
                    .extracting(TenancyException::code)
                    .isEqualTo(ErrorCode.CONTROL_PLANE_OLDER);
        }
    }

    private static void version(TenancyDatabase database, String version) throws Exception {
        TenancyDatabase.run(database.superuser(), "update tenancy.control_plane set version = '" + version + "'");
    }

    @Test
    void controlPlaneIsInstalledByTheMigratorOnly() {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> TenancySchema.installControlPlane(database.superuser()))
                    .withMessageContaining("tenancy_migrator")
                    .extracting(TenancyException::code)
                    .isEqualTo(ErrorCode.PRIVILEGE_MISSING);
        }
    }

    @Test
    void roleThatWasMadePowerfulIsRefusedNotRepaired() throws Exception {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            TenancyDatabase.run(database.superuser(), "alter role tenancy_worker bypassrls");
            try {
                assertThatExceptionOfType(TenancyException.class)
                        .isThrownBy(() -> TenancySchema.installRoles(database.superuser(), RolePasswords.none()))
                        .withMessageContaining("alter role tenancy_worker nosuperuser nobypassrls nocreaterole")
                        .extracting(TenancyException::code)
                        .isEqualTo(ErrorCode.ROLE_UNSAFE);
            } finally {
                TenancyDatabase.run(database.superuser(), "alter role tenancy_worker nobypassrls");
            }
        }
    }

    @Test
    void wrongPasswordIsAConnectionFailureWithoutThePassword() {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            assertThatExceptionOfType(TenancyException.class)
                    .isThrownBy(() -> TenancySchema.inspect(database.as("nobody_at_all")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(TenancyDatabase.PASSWORD));
        }
    }

    @Test
    void applicationMakesNoTemporaryTableAndNothingInPublic() {
        try (TenancyDatabase database = TenancyDatabase.create()) {
            for (String sql : List.of("create temporary table patient (id int)", "create table public.mine (id int)")) {
                assertThatExceptionOfType(java.sql.SQLException.class)
                        .isThrownBy(() -> TenancyDatabase.run(database.app(), sql))
                        .extracting(java.sql.SQLException::getSQLState)
                        .isEqualTo("42501");
            }
        }
    }
}
