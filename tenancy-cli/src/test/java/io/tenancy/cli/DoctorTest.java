package io.tenancy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tenancy.testing.support.PgBouncer;
import io.tenancy.testing.support.Programs;
import io.tenancy.testing.support.TestDatabase;
import io.tenancy.testing.support.TestServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path directory;

    private TestDatabase database;
    private Tool tool;

    @BeforeEach
    void install() {
        database = Installed.database();
        tool = Installed.tool(directory, database);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static void findsError(Run run, String what, String fix) {
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).as(run.toString()).contains(what).contains(fix).contains("not ok");
    }

    @Test
    void healthyInstallationHasNoErrors() {
        Run run = tool.run("doctor").isOk();

        assertThat(run.out())
                .contains(
                        "app: tenancy_app@",
                        "server: PostgreSQL 17.",
                        "clock: ",
                        "All 7 roles",
                        "control plane: Version 1.")
                .contains("ok  0 errors, 0 warnings");
    }

    @Test
    void asJsonEveryFindingHasALevelAndAFix() {
        Run run = tool.run("doctor", "-o", "json").isOk();

        assertThat(run.out()).contains("\"errors\": 0", "\"level\": \"ok\"", "\"area\": \"control plane\"");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void superuserInThePlaceOfTheApplicationIsAnError() {
        Run run = tool.with("TENANCY_APP_USER", "postgres")
                .with("TENANCY_APP_PASSWORD", database.server().password())
                .run("doctor");

        findsError(run, "app: Connects as postgres instead of tenancy_app", "TENANCY_APP_USER=tenancy_app");
        assertThat(run.out()).contains("superuser");
    }

    @Test
    void wrongPasswordIsFoundForThatConnectionOnly() {
        Run run = tool.with("TENANCY_ADMIN_PASSWORD", "wrong").run("doctor");

        findsError(run, "admin: tenancy_admin@", "Check user and password");
        assertThat(run.out()).contains("ok       app: ").doesNotContain("wrong");
    }

    @Test
    void serverThatIsDownIsFoundOnEveryConnection() {
        String nowhere = "jdbc:postgresql://127.0.0.1:1/clinic";
        Run run = Tool.in(directory)
                .with("TENANCY_URL", nowhere)
                .with("TENANCY_APP_URL", nowhere)
                .with("TENANCY_ADMIN_URL", nowhere)
                .run("doctor");

        findsError(run, "does not answer", "host and port");
        assertThat(run.out()).contains("3 errors");
    }

    @Test
    void databaseWithoutControlPlaneIsFound() {
        try (TestDatabase empty = TestServer.database()) {
            findsError(Installed.tool(directory, empty).run("doctor"), "no control plane", "tenancyctl init");
        }
    }

    @Test
    void newerControlPlaneIsFound() throws Exception {
        database.execute(
                "create or replace function tenancy.control_plane_version() returns text language sql as 'select ''9.0''::text'");

        findsError(tool.run("doctor"), "9.0", "Upgrade");
    }

    @Test
    void defaultTenantOfARoleIsFound() throws Exception {
        database.execute("alter role tenancy_app in database \"" + database.name()
                + "\" set tenancy.tenant_id = '00000000-0000-0000-0000-000000000001'");

        findsError(tool.run("doctor"), "A default tenant is set for role tenancy_app", "reset tenancy.tenant_id");
    }

    @Test
    void missingConnectionIsNamedWithItsVariables() {
        Run run = Tool.in(directory)
                .with("TENANCY_URL", database.jdbcUrl())
                .with("TENANCY_PASSWORD", Installed.PASSWORD)
                .run("doctor");

        findsError(run, "app: Not configured", "TENANCY_APP_URL");
    }

    @Test
    void poolerIsFoundAndWhatItBreaksIsNamed() {
        Optional<Path> program = Programs.locate("pgbouncer");
        assumeThat(program).as("pgbouncer is installed").isPresent();
        Map<String, String> users = new HashMap<>();
        for (String role : new String[] {"migrator", "app", "admin", "worker"}) {
            users.put("tenancy_" + role, Installed.PASSWORD);
        }
        try (PgBouncer pooler = PgBouncer.start(program.orElseThrow(), database.server(), users, 4)) {
            String url = pooler.jdbcUrl(database.name()).replaceAll("\\?.*", "");
            Tool pooled = tool.with("TENANCY_URL", url)
                    .with("TENANCY_APP_URL", url)
                    .with("TENANCY_ADMIN_URL", url + "?prepareThreshold=0");

            // Whether a name clashes, so that more than the warning is found, is a matter of which connections meet.
            Run run = pooled.run("doctor");
            assertThat(run.out())
                    .contains("info     app: A pooler such as PgBouncer stands between")
                    .contains("warning  app: Named prepared statements", "Add prepareThreshold=0 to TENANCY_APP_URL")
                    .contains("warning  migrator: Migrations hold a session lock")
                    .doesNotContain("warning  admin: ", "info     worker: A pooler");
            Tool mended = pooled.with("TENANCY_APP_URL", url + "?prepareThreshold=0");
            mended.run("doctor").isOk();
            findsError(
                    mended.with("TENANCY_LISTEN_URL", url)
                            .with("TENANCY_LISTEN_PASSWORD", Installed.PASSWORD)
                            .run("doctor"),
                    "listen: Notifications are lost",
                    "Point TENANCY_LISTEN_URL at the server itself");
        }
    }
}
