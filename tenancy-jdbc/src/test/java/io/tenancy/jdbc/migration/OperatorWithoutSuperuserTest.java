package io.tenancy.jdbc.migration;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.askAs;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.isolation.RoleCheck;
import io.tenancy.jdbc.migration.InstallReport.Outcome;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.jdbc.provision.JdbcTenantStore;
import io.tenancy.jdbc.provision.TenantRegistry;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantKey;
import io.tenancy.testing.support.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As on a managed server: whoever sets things up owns the database and may make roles, and is no superuser. */
class OperatorWithoutSuperuserTest {
    private static final String PASSWORD = TenancyDatabase.PASSWORD;
    private static EmbeddedServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = EmbeddedServer.throwAway();
        server.execute(EmbeddedServer.SUPERUSER, "create role operator login createrole password '" + PASSWORD + "'");
        server.execute(EmbeddedServer.SUPERUSER, "create role landlord login password '" + PASSWORD + "'");
        server.execute(EmbeddedServer.SUPERUSER, "create database clinic owner operator");
        server.execute(EmbeddedServer.SUPERUSER, "create database second owner landlord");
        server.execute(EmbeddedServer.SUPERUSER, "create database third");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static DataSource login(String database, String role) {
        return server.dataSource(database, role, PASSWORD);
    }

    @Test
    void everythingWorksFromRolesToTheApplication(@TempDir Path files) throws Exception {
        assertThatExceptionOfType(TenancyException.class)
                .as("an owner who may not make roles, while there are none")
                .isThrownBy(() -> TenancySchema.installRoles(login("second", "landlord"), RolePasswords.none()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING))
                .satisfies(e -> assertThat(e.remedy()).contains("createrole"));

        DataSource operator = login("clinic", "operator");
        InstallReport report = TenancySchema.installRoles(operator, RolePasswords.same(PASSWORD));
        assertThat(report.steps(Outcome.SKIPPED))
                .as("the one thing that needs a superuser, told with its remedy")
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.what()).contains("tenancy.tenant_id");
                    assertThat(step.remedy()).contains("alter role tenancy_app set tenancy.tenant_id = ''");
                });
        assertThat(
                        ask(
                                server.dataSource("clinic"),
                                "select rolname from pg_roles where rolname like 'tenancy%' and (rolsuper or rolbypassrls or rolcreaterole)"))
                .isEmpty();
        InstallReport again = TenancySchema.installRoles(operator, RolePasswords.none());
        assertThat(again.steps(Outcome.DONE)).isEmpty();

        DataSource migrator = login("clinic", "tenancy_migrator");
        TenancySchema.installControlPlane(migrator);
        Files.writeString(
                files.resolve("V1__patients.sql"),
                "create table patient (tenant_id uuid not null, id int, primary key (tenant_id, id));\n"
                        + "select tenancy.isolate('patient');\n"
                        + "create view young with (security_invoker = true) as select * from patient;\n"
                        + "grant select on young to tenancy_app;\n"
                        + "insert into patient values ('0192f0c1-0000-7000-8000-00000000000f', 9);");
        Migrator.builder(migrator)
                .locations(List.of("filesystem:" + files))
                .build()
                .migrate();

        DataSource app = login("clinic", "tenancy_app");
        assertThat(RoleCheck.findings(app)).isEmpty();
        TenantRegistry registry = TenantRegistry.over(login("clinic", "tenancy_admin"), Clock.systemUTC());
        Tenant tenant =
                registry.create(TenantKey.of("bergen"), "Bergen", new Attribution("operator", "first customer"));
        assertThat(JdbcTenantStore.uncached(app).findByKey(TenantKey.of("bergen")))
                .contains(tenant);

        UUID id = tenant.id().value();
        assertThat(TenancyDatabase.runAs(app, id, "insert into patient (id) values (1)"))
                .isOne();
        assertThat(askAs(app, id, "select id from patient")).containsExactly("1");
        assertThat(askAs(app, id, "select id from young")).containsExactly("1");
        assertThat(askAs(app, UUID.randomUUID(), "select id from patient")).isEmpty();
        assertThatExceptionOfType(SQLException.class)
                .as("no role default here, so the setting is unknown instead of empty: loud all the same")
                .isThrownBy(() -> run(app, "select * from patient"))
                .extracting(SQLException::getSQLState)
                .isEqualTo("42704");

        tableOfTheOperatorsOwnIsHandedOver(operator, app);
        anotherOwnerUsesTheRolesThatAreThere();
    }

    /** What an application had before Tenancy belongs to whoever made it. */
    private static void tableOfTheOperatorsOwnIsHandedOver(DataSource operator, DataSource app) throws SQLException {
        run(
                operator,
                "create table public.old (tenant_id uuid not null, id int, primary key (tenant_id, id))",
                "insert into public.old values ('0192f0c1-0000-7000-8000-00000000000f', 9)",
                "select tenancy.isolate('public.old')");
        assertThat(ask(operator, "select relowner::regrole from pg_class where relname = 'old'"))
                .containsExactly("tenancy_owner");
        assertThat(askAs(app, UUID.randomUUID(), "select id from public.old")).isEmpty();
    }

    private static void anotherOwnerUsesTheRolesThatAreThere() {
        InstallReport report = TenancySchema.installRoles(login("second", "landlord"), RolePasswords.same(PASSWORD));
        assertThat(report.steps(Outcome.SKIPPED))
                .extracting(InstallReport.Step::what)
                .contains("password of tenancy_app", "landlord is member of tenancy_owner");
        TenancySchema.installControlPlane(login("second", "tenancy_migrator"));
        assertThat(RoleCheck.findings(login("second", "tenancy_app"))).isEmpty();

        assertThatExceptionOfType(TenancyException.class)
                .as("neither superuser nor owner")
                .isThrownBy(() -> TenancySchema.installRoles(login("third", "operator"), RolePasswords.none()))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING))
                .satisfies(e -> assertThat(e.remedy()).contains("owner to"));
    }
}
