package io.tenancy.jdbc.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.entitlement.Consumption;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.testing.support.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Several programs of many threads against 200 limits. At full size (-Dtenancy.proofs=true): 3 programs, 64 threads each, 1,000,000 attempts.
 */
class QuotaProofTest extends UsageFixture {
    private static final boolean FULL = Boolean.getBoolean("tenancy.proofs");
    private static final int PROGRAMS = 3;
    private static final int THREADS = FULL ? 64 : 16;
    private static final int LIMITS = FULL ? 200 : 20;
    private static final int ATTEMPTS = FULL ? 1_000_000 : 4_000;

    private static List<Tenant> tenants(String prefix, int many) {
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            tenants.add(tenant(prefix + "-" + i));
        }
        return tenants;
    }

    private static Process program(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (FULL ? 4 : 1),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                QuotaProgram.class.getName(),
                TestServer.server().jdbcUrl(database.name())));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void finish(List<Process> programs) throws Exception {
        for (Process program : programs) {
            assertThat(program.waitFor(FULL ? 60 : 5, TimeUnit.MINUTES)).isTrue();
            assertThat(program.exitValue()).isZero();
        }
    }

    /** What a program said it was granted, by limit: plain, and by new keys. */
    private static void sum(Process program, long[] granted, long[] keys) throws IOException {
        try (BufferedReader lines = program.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("granted")) {
                    int limit = Integer.parseInt(words[1]);
                    granted[limit] += Long.parseLong(words[2]);
                    keys[limit] += Long.parseLong(words[3]);
                }
            }
        }
    }

    @Test
    void everyLimitIsGrantedExactlyWhoeverAsks() throws Exception {
        long share = ATTEMPTS / LIMITS;
        List<Tenant> tenants = tenants("exact", LIMITS);
        long[] limits = new long[LIMITS];
        for (int i = 0; i < LIMITS; i++) {
            // From a tenth of what is asked to more than can be used: some limits are met, some are not.
            limits[i] = share * (i % 20 + 1) / 10;
            limit(tenants.get(i), "appointments", limits[i]);
        }
        List<Process> programs = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            programs.add(program(
                    "exact",
                    Integer.toString(i),
                    Integer.toString(PROGRAMS),
                    Integer.toString(THREADS),
                    Integer.toString(ATTEMPTS),
                    ids(tenants)));
        }
        long[] granted = new long[LIMITS];
        long[] keys = new long[LIMITS];
        for (Process program : programs) {
            sum(program, granted, keys);
        }
        finish(programs);
        for (int i = 0; i < LIMITS; i++) {
            Consumption stands = io.tenancy.context.TenantContext.call(
                    as(tenants.get(i)), () -> tenancy.quotas().check("appointments", 0));
            long demand = QuotaProgram.demand(i, LIMITS, ATTEMPTS);
            assertThat(granted[i] + keys[i])
                    .as("limit %d of %d, demand %d", i, limits[i], demand)
                    .isEqualTo(Math.min(limits[i], demand))
                    .isEqualTo(stands.used());
        }
    }

    @Test
    void aKilledNodeTakesABlockWithItAtMost() throws Exception {
        int limit = FULL ? 200_000 : 20_000;
        Tenant tenant = tenant("killed");
        limit(tenant, "calls", limit);
        String[] arguments = {"block", "0", "1", "4", "1000000000", ids(List.of(tenant))};
        Process victim = program(arguments);
        List<Process> others = List.of(program(arguments), program(arguments));
        long seen = count(victim.getInputStream(), limit / 10);
        assertThat(victim.toHandle().destroyForcibly()).isTrue();
        seen += count(victim.getInputStream(), Long.MAX_VALUE);
        assertThat(victim.waitFor(1, TimeUnit.MINUTES)).isTrue();
        long granted = seen;
        for (Process other : others) {
            granted += count(other.getInputStream(), Long.MAX_VALUE);
        }
        finish(others);
        int block = METERS.require("leased").block();
        // The dead node may have given out units it could not say any more.
        assertThat(granted).isBetween((long) limit - 3L * block, (long) limit);
    }

    private static long count(InputStream in, long most) throws IOException {
        long seen = 0;
        byte[] buffer = new byte[8192];
        while (seen < most) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - seen));
            if (read < 0) {
                return seen;
            }
            seen += read;
        }
        return seen;
    }

    private static String ids(List<Tenant> tenants) {
        return String.join(
                ",", tenants.stream().map(Tenant::id).map(TenantId::toString).toList());
    }
}
