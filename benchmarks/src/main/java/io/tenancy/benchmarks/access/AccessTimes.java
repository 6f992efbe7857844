package io.tenancy.benchmarks.access;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.authorization.Authorizer;
import io.tenancy.authorization.Permission;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one command that measures checks of permissions, each figure against its bound. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        description =
                "Measures how long a check of a permission takes, remembered and not, and what remembering costs.",
        sortOptions = false)
public final class AccessTimes implements Callable<Integer> {
    private static final int CHECKS = 1_000;
    private static final int BATCHES = 2_000;

    @Option(names = "--tenants", defaultValue = "1000", description = "Tenants (${DEFAULT-VALUE}).")
    private int tenants;

    @Option(names = "--grants", defaultValue = "200", description = "Grants of each (${DEFAULT-VALUE}).")
    private int grants;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds after the first (${DEFAULT-VALUE}).")
    private int rounds;

    private final Random random = new Random(7);
    private long granted;

    /** For picocli. */
    public AccessTimes() {}

    /**
     * Runs the measurement.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new AccessTimes()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (ManyGrants data = ManyGrants.of(tenants, grants);
                HikariDataSource pool = pool(data)) {
            System.out.printf("%d grants in %d tenants, %d rounds%n", tenants * grants, tenants, rounds);
            List<long[]> cold = new ArrayList<>();
            // Every round is a node that remembers nothing yet; the first finds classes and connections cold, and is
            // told apart.
            for (int round = 0; round <= rounds; round++) {
                try (JdbcTenancy tenancy =
                        JdbcTenancy.builder().app(pool).listen(data.app()).build()) {
                    cold.add(round(tenancy, round == rounds));
                }
            }
            tell("not remembered, median", percentile(join(cold.subList(1, cold.size())), 50) / 1e6, "ms", 3);
            tell("not remembered, 99 of 100", percentile(join(cold.subList(1, cold.size())), 99) / 1e6, "ms", 3);
            for (int round = 0; round < cold.size(); round++) {
                System.out.printf(
                        "  round %d: median %.2f ms, 99 of 100 %.2f ms%s%n",
                        round,
                        percentile(cold.get(round), 50) / 1e6,
                        percentile(cold.get(round), 99) / 1e6,
                        round == 0 ? "  (a node that has just started)" : "");
            }
            System.out.println(granted + " of them granted");
        }
        return 0;
    }

    /** Asks once in each tenant; at the end, what is remembered is measured, too. */
    private long[] round(JdbcTenancy tenancy, boolean last) throws InterruptedException {
        List<Tenant> all = new ArrayList<>();
        for (int i = 1; i <= tenants; i++) {
            all.add(tenancy.tenants().findById(new TenantId(id("t" + i))).orElseThrow());
        }
        List<Permission> permissions = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            permissions.add(Permission.of("r" + i + ":read"));
        }
        Authorizer authorizer = tenancy.authorizer();
        long before = last ? heap() : 0;
        long[] times = new long[tenants];
        for (int i = 0; i < tenants; i++) {
            try (TenantScope scope = TenantContext.bind(all.get(i))) {
                long begin = System.nanoTime();
                ask(authorizer, id("t" + (i + 1) + "p3"), permissions.get(0), null);
                times[i] = System.nanoTime() - begin;
            }
        }
        if (last) {
            tell("heap for all of them", (heap() - before) / (double) (1 << 20), "MB", 64);
            long[] warm = warm(authorizer, all, permissions);
            tell("remembered, median", percentile(warm, 50) / (double) CHECKS, "ns", 1000);
            tell("remembered, 99 of 100 batches", percentile(warm, 99) / (double) CHECKS, "ns", 20_000);
        }
        return times;
    }

    private static long[] join(List<long[]> rounds) {
        return rounds.stream().flatMapToLong(Arrays::stream).toArray();
    }

    /** Batches, since a clock costs as much as a check: each of one tenant, any of its principals, in the whole tenant or at a branch. */
    private long[] warm(Authorizer authorizer, List<Tenant> all, List<Permission> permissions) {
        long[] batches = new long[BATCHES];
        for (int batch = 0; batch < 2 * BATCHES; batch++) {
            int tenant = random.nextInt(tenants);
            UUID[] principals = new UUID[CHECKS];
            UUID[] branches = new UUID[CHECKS];
            for (int i = 0; i < CHECKS; i++) {
                principals[i] = id("t" + (tenant + 1) + "p" + random.nextInt(grants * 3 / 4));
                branches[i] = id("t" + (tenant + 1) + "b" + (1 + random.nextInt(10)));
            }
            try (TenantScope scope = TenantContext.bind(all.get(tenant))) {
                long begin = System.nanoTime();
                for (int i = 0; i < CHECKS; i++) {
                    ask(authorizer, principals[i], permissions.get(i % 6), (i & 1) == 0 ? null : branches[i]);
                }
                if (batch >= BATCHES) {
                    batches[batch - BATCHES] = System.nanoTime() - begin;
                }
            }
        }
        return batches;
    }

    private void ask(Authorizer authorizer, UUID principal, Permission permission, @Nullable UUID branch) {
        if (authorizer.checkFor(principal, permission, branch).isGranted()) {
            granted++;
        }
    }

    private static HikariDataSource pool(ManyGrants data) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(data.url());
        config.setUsername("tenancy_app");
        config.setPassword(ManyGrants.PASSWORD);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long percentile(long[] values, int percent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** As md5(..)::uuid of PostgreSQL. */
    private static UUID id(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            BigInteger number = new BigInteger(1, digest);
            return new UUID(number.shiftRight(64).longValue(), number.longValue());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tell(String what, double value, String unit, double bound) {
        System.out.printf(
                "%-40s %10.2f %s  (at most %.0f)%s%n", what, value, unit, bound, value > bound ? "  MISSED" : "");
    }
}
