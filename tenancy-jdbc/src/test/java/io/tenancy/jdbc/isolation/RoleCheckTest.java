package io.tenancy.jdbc.isolation;

import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.testing.TenancyDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Each test makes one thing wrong, sees it named with its cure, applies the cure, and sees nothing. */
class RoleCheckTest extends IsolationFixture {
    private static void mendedBy(String cure) throws SQLException {
        List<TenancyException> findings = RoleCheck.findings(database.app());
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(ErrorCode.ROLE_UNSAFE);
            assertThat(finding.remedy()).contains(cure);
        });
        assertThatExceptionOfType(UnsafeRoleException.class).isThrownBy(() -> RoleCheck.requireSafe(database.app()));
        run(database.superuser(), cure);
        assertThat(RoleCheck.findings(database.app())).isEmpty();
    }

    @Test
    void applicationRoleAsInstalledIsSafe() {
        assertThat(RoleCheck.findings(database.app())).isEmpty();
    }

    @Test
    void superuserIsRefused() {
        assertThat(RoleCheck.findings(database.superuser())).first().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(ErrorCode.ROLE_UNSAFE);
            assertThat(finding.getMessage()).contains("superuser").contains("tenancy_app");
        });
    }

    @Test
    void powersAreRefused() throws SQLException {
        for (String power : List.of("bypassrls", "createrole", "replication")) {
            run(database.superuser(), "alter role tenancy_app " + power);
            mendedBy("alter role tenancy_app no" + power);
        }
        run(database.superuser(), "alter role tenancy_app superuser");
        mendedBy("alter role tenancy_app nosuperuser");
    }

    @Test
    void membershipIsRefused() throws SQLException {
        run(database.superuser(), "grant tenancy_owner to tenancy_app");
        mendedBy("revoke tenancy_owner from tenancy_app");
    }

    @Test
    void ownershipIsRefused() throws SQLException {
        table("mine", "tenant_id uuid not null, id int, primary key (tenant_id, id)");
        assertThat(security.isolate("mine", Isolation.byTenantId())).isEmpty();
        run(database.superuser(), "alter table mine owner to tenancy_app");
        mendedBy("alter table mine owner to tenancy_owner");
    }

    @Test
    void tenantByConfigurationIsRefused() throws SQLException {
        run(database.superuser(), "alter role tenancy_app set tenancy.tenant_id = '" + NORTH + "'");
        try {
            assertThat(RoleCheck.findings(database.app()))
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.remedy()).contains("alter role tenancy_app reset tenancy.tenant_id"));
        } finally {
            run(database.superuser(), "alter role tenancy_app set tenancy.tenant_id = ''");
        }
    }

    @Test
    void loginThatThePoliciesDoNotNameIsRefused() {
        assertThat(RoleCheck.findings(database.admin()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("policies are for tenancy_app"));
    }

    @Test
    void aRoleOfAnotherDutyIsNotToldToGiveItUp() {
        assertThat(RoleCheck.findings(database.migrator()))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.remedy()).contains("tenancy_app").doesNotContain("revoke"));
    }

    @Test
    void missingControlPlaneIsRefused() {
        try (TenancyDatabase empty = TenancyDatabase.empty()) {
            assertThat(RoleCheck.findings(empty.app())).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo(ErrorCode.CONTROL_PLANE_MISSING);
                assertThat(finding.remedy()).contains("tenancyctl init");
            });
        }
    }

    @Test
    void driverThatCannotCarryTheContextIsRefused() throws SQLException {
        PGSimpleDataSource app = database.app().unwrap(PGSimpleDataSource.class);
        app.setPrepareThreshold(-1);
        assertThat(RoleCheck.findings(app))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(ErrorCode.DRIVER_UNSUPPORTED));
    }

    @Test
    void wrongPasswordIsAConnectionFailure() throws SQLException {
        PGSimpleDataSource app = database.app().unwrap(PGSimpleDataSource.class);
        app.setPassword("wrong");
        assertThatExceptionOfType(TenancyException.class)
                .isThrownBy(() -> RoleCheck.findings(app))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED))
                .satisfies(e -> assertThat(e.remedy()).contains("password"));
    }
}
