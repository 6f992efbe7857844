package io.tenancy.jdbc.soak;

import com.zaxxer.hikari.HikariDataSource;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.TenantDataSource;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads, few connections, many tenants, and everything that goes wrong in production. Which acts are chosen follows from the
 * seed ({@code -Dtenancy.soak.seed=..}); how they interleave does not.
 */
final class Soak {
    private static final int THREADS = 16;

    private final Ledger ledger;
    private final long acts;
    private final boolean tolerant;
    final long seed = Long.getLong("tenancy.soak.seed", System.nanoTime());
    final Census census = new Census();

    Soak(Ledger ledger, long acts) {
        this(ledger, acts, false);
    }

    private Soak(Ledger ledger, long acts, boolean tolerant) {
        this.ledger = ledger;
        this.acts = acts;
        this.tolerant = tolerant;
    }

    /** Goes on when work fails for a reason of its own. */
    static Soak tolerant(Ledger ledger, long acts) {
        return new Soak(ledger, acts, true);
    }

    /** Whether the proofs run at full size. */
    static boolean full() {
        return Boolean.getBoolean("tenancy.proofs");
    }

    Census run(HikariDataSource pool) throws Exception {
        WatchedPool watched = new WatchedPool(pool, census);
        TenantDataSource source = TenantDataSource.wrap(watched.dataSource());
        AtomicLong left = new AtomicLong(acts);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed + i);
                running.add(threads.submit(() -> work(source, random, left)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        int looked = watched.lookAtAll();
        if (looked != pool.getMaximumPoolSize()) {
            census.leak("only " + looked + " connections could be looked at");
        }
        return census;
    }

    private void work(TenantDataSource source, Random random, AtomicLong left) {
        while (left.getAndDecrement() > 0 && (tolerant || census.failures().isEmpty())) {
            try {
                act(source, random);
            } catch (Throwable e) {
                census.failed(e);
            }
            if (TenantContext.current() != null) {
                census.leak("a scope left on a thread");
            }
        }
    }

    private void act(TenantDataSource source, Random random) throws SQLException {
        int at = random.nextInt(ledger.tenants.size());
        Tenant tenant = ledger.tenantAt(at);
        Tenant stranger = ledger.tenantAt((at + 1 + random.nextInt(ledger.tenants.size() - 1)) % ledger.tenants.size());
        Act act = Act.any(random);
        Desk desk = null;
        try (Connection connection = source.getConnection()) {
            desk = new Desk(connection, tenant, stranger, random, census);
            act.run(desk);
        } catch (SQLException | RuntimeException e) {
            if (desk != null) {
                desk.unknown();
            }
            if (Casualties.isCasualty(e)) {
                census.count(Event.CASUALTY);
            } else if (Casualties.isNameClash(e)) {
                census.count(Event.NAME_CLASH);
            } else {
                throw new IllegalStateException(act + " failed: " + e.getMessage(), e);
            }
        }
    }
}
