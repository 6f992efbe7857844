package io.tenancy.jdbc.usage;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.entitlement.Consumption;
import io.tenancy.jdbc.JdbcTenancy;
import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/** One of several programs that use the same limits at once. */
final class QuotaProgram {
    /** Of ten attempts: one is undone, two carry a key that two others carry as well, the rest is plain. */
    private static final int KINDS = 10;

    private QuotaProgram() {}

    /** How much all programs together ask for of a limit and mean it; keys once. */
    static long demand(int limit, int limits, int attempts) {
        long demand = 0;
        java.util.Set<Integer> keys = new java.util.HashSet<>();
        for (int attempt = limit; attempt < attempts; attempt += limits) {
            int turn = attempt / limits;
            if (isKeyed(turn)) {
                keys.add(key(turn));
            } else if (!isUndone(turn)) {
                demand++;
            }
        }
        return demand + keys.size();
    }

    private static boolean isUndone(int turn) {
        return turn % KINDS == 0;
    }

    private static boolean isKeyed(int turn) {
        return turn % KINDS == 1 || turn % KINDS == 2;
    }

    /** Three turns share a key. */
    private static int key(int turn) {
        return turn / (KINDS * 3 / 2);
    }

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        int program = Integer.parseInt(arguments[2]);
        int programs = Integer.parseInt(arguments[3]);
        int threads = Integer.parseInt(arguments[4]);
        int attempts = Integer.parseInt(arguments[5]);
        List<TenantId> ids = Stream.of(arguments[6].split(",", -1))
                .map(id -> TenantId.of(UUID.fromString(id)))
                .toList();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setUsername("tenancy_app");
            pool.setPassword(TenancyDatabase.PASSWORD);
            pool.setMaximumPoolSize(16);
            pool.setConnectionTimeout(120_000);
            try (JdbcTenancy node = JdbcTenancy.builder()
                    .app(pool)
                    .features(UsageFixture.FEATURES)
                    .meters(UsageFixture.METERS)
                    .clock(Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC))
                    .build()) {
                List<Tenant> tenants = ids.stream()
                        .map(id -> node.tenants().findById(id).orElseThrow())
                        .toList();
                if (arguments[1].equals("exact")) {
                    exact(node, tenants, program, programs, threads, attempts);
                } else {
                    blocks(node, tenants.get(0), threads);
                }
            }
        }
    }

    private static void exact(
            JdbcTenancy node, List<Tenant> tenants, int program, int programs, int threads, int attempts)
            throws InterruptedException {
        AtomicLongArray granted = new AtomicLongArray(tenants.size());
        AtomicLongArray keys = new AtomicLongArray(tenants.size());
        AtomicInteger next = new AtomicInteger(program);
        run(threads, () -> {
            for (int n = next.getAndAdd(programs); n < attempts; n = next.getAndAdd(programs)) {
                int limit = n % tenants.size();
                attempt(node, tenants.get(limit), n / tenants.size(), limit, granted, keys);
            }
        });
        for (int i = 0; i < tenants.size(); i++) {
            System.out.println("granted " + i + " " + granted.get(i) + " " + keys.get(i));
        }
    }

    private static void attempt(
            JdbcTenancy node, Tenant tenant, int turn, int limit, AtomicLongArray granted, AtomicLongArray keys) {
        boolean unused = TenantContext.call(TenantBinding.of(tenant), () -> {
            if (isUndone(turn)) {
                return undone(node);
            }
            if (isKeyed(turn)) {
                Consumption once = node.quotas().tryConsume("appointments", 1, "key-" + key(turn));
                if (once.isAllowed() && !once.isDuplicate()) {
                    keys.incrementAndGet(limit);
                }
            } else if (node.quotas().tryConsume("appointments", 1).isAllowed()) {
                granted.incrementAndGet(limit);
            }
            return true;
        });
    }

    private static boolean undone(JdbcTenancy node) {
        try {
            node.useTransaction(tx -> {
                Consumption unused = tx.quotas().tryConsume("appointments", 1);
                throw new IllegalStateException("undo");
            });
        } catch (IllegalStateException e) {
            return true;
        }
        return false;
    }

    /** Says each unit it is granted, until it is granted none. */
    private static void blocks(JdbcTenancy node, Tenant tenant, int threads) throws InterruptedException {
        AtomicBoolean refused = new AtomicBoolean();
        run(
                threads,
                () -> TenantContext.call(TenantBinding.of(tenant), () -> {
                    while (!refused.get()) {
                        if (node.quotas().tryConsume("leased", 1).isAllowed()) {
                            synchronized (System.out) {
                                System.out.write('.');
                                System.out.flush();
                            }
                        } else {
                            refused.set(true);
                        }
                    }
                    return true;
                }));
    }

    private static void run(int many, Runnable work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Thread thread = new Thread(work);
            thread.setUncaughtExceptionHandler((who, failure) -> {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
