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
                HikariDataSource pool = pool(data);
                JdbcTenancy tenancy =
                        JdbcTenancy.builder().app(pool).listen(data.app()).build()) {
            System.out.printf("%d grants in %d tenants%n", tenants * grants, tenants);
            List<Tenant> all = new ArrayList<>();
            for (int i = 1; i <= tenants; i++) {
                all.add(tenancy.tenants().findById(new TenantId(id("t" + i))).orElseThrow());
            }
            List<Permission> permissions = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                permissions.add(Permission.of("r" + i + ":read"));
            }
            Authorizer authorizer = tenancy.authorizer();
            // Connections and classes are warm before anything is measured; the first tenants are not counted.
            long before = 0;
            long[] cold = new long[tenants];
            for (int i = 0; i < tenants; i++) {
                if (i == tenants / 10) {
                    before = heap();
                }
                try (TenantScope scope = TenantContext.bind(all.get(i))) {
                    long begin = System.nanoTime();
                    ask(authorizer, id("t" + (i + 1) + "p3"), permissions.get(0), null);
                    cold[i] = System.nanoTime() - begin;
                }
            }
            double heap = (heap() - before) * 10.0 / 9 / (1 << 20);
            long[] counted = Arrays.copyOfRange(cold, tenants / 10, tenants);
            tell("not remembered, median", percentile(counted, 50) / 1e6, "ms", 3);
            tell("not remembered, 99 of 100", percentile(counted, 99) / 1e6, "ms", 3);
            tell("heap for all of them", heap, "MB", 64);
            long[] warm = warm(authorizer, all, permissions);
            tell("remembered, median", percentile(warm, 50) / (double) CHECKS, "ns", 1000);
            tell("remembered, 99 of 100 batches", percentile(warm, 99) / (double) CHECKS, "ns", 20_000);
            System.out.println(granted + " of them granted");
        }
        return 0;
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
