package io.tenancy.jdbc.provision;

import static io.tenancy.jdbc.testing.TenancyDatabase.ask;
import static io.tenancy.jdbc.testing.TenancyDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.entitlement.Plan;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantStatus;
import io.tenancy.testing.support.TestServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole process is killed, as by kill -9, between two statements of setting up or deleting; who comes after it ends the work. */
class ProcessKilledTest extends RegistryFixture {
    private static final boolean PROOFS = Boolean.getBoolean("tenancy.proofs");
    private static final int RUNS = PROOFS ? 5 : 1;
    /** In full at every point; else at some. */
    private static final int STRIDE = PROOFS ? 1 : 12;

    private static int sequence;

    @BeforeAll
    static void prepare() throws Exception {
        run(
                database.migrator(),
                "create table room (tenant_id uuid default current_setting('tenancy.tenant_id')::uuid, name text,"
                        + " primary key (tenant_id, name)); select tenancy.isolate('room')");
        PlanRegistry.over(database.admin(), clock)
                .publish(
                        List.of(new Plan(
                                "starter",
                                1,
                                "Starter",
                                Plan.Kind.BASE,
                                List.of(),
                                new Plan.Terms(14, 7, false),
                                Map.of())),
                        OPS);
    }

    @Test
    void settingUpGoesOn() throws Exception {
        int kills = 0;
        for (int run = 0; run < RUNS; run++) {
            int point = 1;
            String key = nextKey();
            while (killedBefore(point, key)) {
                kills++;
                assertSetUp(KilledProvisioner.provisioner(database.admin(), clock)
                        .provision(KilledProvisioner.order(key), KilledProvisioner.BY));
                point += STRIDE;
                key = nextKey();
            }
            assertThat(point).as("statements").isGreaterThan(30);
        }
        System.out.printf("setting up: %d processes killed, each gone on with%n", kills);
    }

    @Test
    void deletionGoesOn() throws Exception {
        int kills = 0;
        for (int run = 0; run < RUNS; run++) {
            int point = 1;
            Tenant doomed = cancelled();
            while (killedBefore(point, doomed.id().toString())) {
                kills++;
                if (registry.show(doomed.id()).tenant().status() != TenantStatus.DELETED) {
                    DeletionReport report = registry.delete(doomed.id(), OPS, DeletionProgress.SILENT);
                    assertThat(report.tenant().status()).isEqualTo(TenantStatus.DELETED);
                }
                for (String table : List.of("room", "tenancy.member", "tenancy.role_grant", "tenancy.tenant_plan")) {
                    assertThat(ask(
                                    database.admin(),
                                    "select 1 from " + table + " where tenant_id = '" + doomed.id() + "'"))
                            .as("%s after point %d", table, point)
                            .isEmpty();
                }
                point += STRIDE;
                doomed = cancelled();
            }
            assertThat(point).as("statements").isGreaterThan(20);
        }
        System.out.printf("deletion: %d processes killed, each gone on with%n", kills);
    }

    private static String nextKey() {
        return "killed-" + sequence++;
    }

    private static Tenant cancelled() {
        Tenant tenant = KilledProvisioner.provisioner(database.admin(), clock)
                .provision(KilledProvisioner.order(nextKey()), OPS)
                .tenant();
        return registry.cancel(tenant.id(), Duration.ZERO, OPS);
    }

    /** False if the process came to its end before the point. */
    private static boolean killedBefore(int point, String whom) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProvisioner.class.getName(),
                        TestServer.server().jdbcUrl(database.name()),
                        TenancyDatabase.PASSWORD,
                        clock.instant().toString(),
                        Integer.toString(point),
                        whom)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String word;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            word = out.readLine();
            int killed = process.destroyForcibly().waitFor();
            assertThat(killed).as("exit of the process that said %s", word).isIn(0, 137);
        }
        assertThat(word).isIn("here", "done");
        untilItsBackendIsGone();
        return word.equals("here");
    }

    /** The server notices at once, and not at the same moment. */
    private static void untilItsBackendIsGone() throws Exception {
        long deadline = System.nanoTime() + KilledProvisioner.PATIENCE.toNanos();
        while (!ask(
                        database.superuser(),
                        "select 1 from pg_stat_activity where datname = current_database() and application_name = '"
                                + KilledProvisioner.APPLICATION + "'")
                .isEmpty()) {
            assertThat(System.nanoTime()).as("the server drops a dead client").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void assertSetUp(Provisioning done) throws Exception {
        Tenant tenant = done.tenant();
        String where = " where tenant_id = '" + tenant.id() + "'";
        assertThat(tenant.status()).isEqualTo(TenantStatus.ACTIVE);
        assertThat(done.standing()).containsExactly("settings", "owner", "plan", "rooms", "bucket");
        assertThat(ask(database.admin(), "select id from tenancy.tenant where key = '" + tenant.key() + "'"))
                .hasSize(1);
        assertThat(ask(database.admin(), "select name from room" + where)).hasSize(2);
        assertThat(ask(database.admin(), "select email from tenancy.member" + where))
                .containsExactly("ann@" + tenant.key() + ".example");
        assertThat(ask(database.admin(), "select system_role from tenancy.role_grant" + where))
                .containsExactly("owner");
    }
}
