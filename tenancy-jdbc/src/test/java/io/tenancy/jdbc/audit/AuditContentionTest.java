package io.tenancy.jdbc.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenancy.jdbc.testing.TenancyDatabase;
import io.tenancy.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The chain is held as briefly as can be, and in one order. Issue 4, line 7. */
class AuditContentionTest extends AuditFixture {
    private static final boolean PROOFS = Boolean.getBoolean("tenancy.proofs");
    private static final Duration MEASURED = PROOFS ? Duration.ofSeconds(20) : Duration.ofSeconds(2);
    private static final int WRITERS = 10;

    /** A transaction that says something at its beginning and then works for 100 ms, until the time is over. */
    private static int write(Tenant tenant, long end) throws SQLException {
        int done = 0;
        try (Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
                statement.execute("select set_config('tenancy.tenant_id', '" + tenant.id() + "', true)");
                statement.execute(say("invoice.void", "SUCCESS"));
                statement.execute("select pg_sleep(0.1)");
                connection.commit();
                done++;
            }
        }
        return done;
    }

    private static double perSecond(List<Callable<Integer>> writers) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers.size());
        try {
            int total = 0;
            for (Future<Integer> writer : pool.invokeAll(writers)) {
                total += writer.get();
            }
            return total / (double) MEASURED.toSeconds();
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Callable<Integer>> writers(Tenant tenant, int count) {
        long end = System.nanoTime() + MEASURED.toNanos();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writers.add(() -> write(tenant, end));
        }
        return writers;
    }

    @Test
    void tenWritersOfOneTenantDoNotWaitForEachOther() throws Exception {
        Tenant busy = tenant();
        double one = perSecond(writers(busy, 1));
        double ten = perSecond(writers(busy, WRITERS));
        System.out.printf("audit: one writer %.1f/s, ten writers %.1f/s, %.1f times%n", one, ten, ten / one);

        assertThat(ten).isGreaterThanOrEqualTo(5 * one);
        assertThat(verify(busy).breaks()).isEmpty();
    }

    @Test
    void aBusyTenantDoesNotSlowAnother() throws Exception {
        Tenant quiet = tenant();
        Tenant busy = tenant();
        double alone = perSecond(writers(quiet, 1));
        List<Callable<Integer>> all = new ArrayList<>(writers(busy, WRITERS));
        int[] quietly = new int[1];
        all.add(() -> {
            quietly[0] = write(quiet, System.nanoTime() + MEASURED.toNanos());
            return 0;
        });
        assertThat(perSecond(all)).isPositive();
        double beside = quietly[0] / (double) MEASURED.toSeconds();
        System.out.printf("audit: another tenant alone %.1f/s, beside a busy one %.1f/s%n", alone, beside);

        assertThat(beside).isGreaterThanOrEqualTo(0.8 * alone);
    }

    /** While a transaction that wrote is open, no other waits for it: the lock is taken last. */
    @Test
    void anOpenTransactionHoldsNobodyUp() throws SQLException {
        Tenant tenant = tenant();
        try (Connection open = database.app().getConnection();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("select set_config('tenancy.tenant_id', '" + tenant.id() + "', true)");
            statement.execute(say("invoice.void", "SUCCESS"));
            TenancyDatabase.runAs(
                    database.app(),
                    tenant.id().value(),
                    "set local lock_timeout = '2s'",
                    say("invoice.void", "SUCCESS"));
            open.commit();
        }
        assertThat(verify(tenant).head().sequence()).isEqualTo(5);
        assertThat(verify(tenant).breaks()).isEmpty();
    }

    /** Transactions that say and change, in every order, over two tenants and the platform. */
    @Test
    void transactionsOverSeveralChainsNeverWaitForEachOther() throws Exception {
        List<Tenant> tenants = List.of(tenant(), tenant());
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean ahead = i % 2 == 0;
            boolean auditFirst = i % 3 == 0;
            work.add(() -> change(tenants, ahead, auditFirst, over));
        }
        ExecutorService pool = Executors.newFixedThreadPool(work.size());
        try {
            int changes = 0;
            for (Future<Integer> one : pool.invokeAll(work)) {
                changes += one.get();
            }
            assertThat(changes).isEqualTo(6 * (PROOFS ? 500 : 50));
        } finally {
            pool.shutdownNow();
        }
        for (Tenant tenant : tenants) {
            assertThat(verify(tenant).breaks()).isEmpty();
        }
        assertThat(trail.verify(AuditChain.PLATFORM, null).breaks()).isEmpty();
    }

    private static int change(List<Tenant> tenants, boolean ahead, boolean auditFirst, AtomicBoolean over)
            throws SQLException {
        int done = 0;
        try (Connection connection = database.admin().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < (PROOFS ? 500 : 50) && !over.get(); i++) {
                statement.execute(
                        "select set_config('tenancy.actor', 'x', true), set_config('tenancy.reason', 'y', true),"
                                + " set_config('tenancy.changed_at', '2026-03-01T10:00:00Z', true)");
                if (auditFirst) {
                    statement.execute("select tenancy.record_admin_access('x', 'y', '2026-03-01T10:00:00Z')");
                }
                Tenant first = tenants.get(ahead ? 0 : 1);
                Tenant second = tenants.get(ahead ? 1 : 0);
                // Not the same rows, or they would wait for each other for that alone.
                setting(statement, first, Thread.currentThread().getName() + i);
                setting(statement, second, Thread.currentThread().getName() + i);
                if (!auditFirst) {
                    statement.execute("select tenancy.record_admin_access('x', 'y', '2026-03-01T10:00:00Z')");
                }
                connection.commit();
                done++;
            }
        } catch (SQLException e) {
            over.set(true);
            throw e;
        }
        return done;
    }

    private static void setting(Statement statement, Tenant tenant, String name) throws SQLException {
        statement.execute("insert into tenancy.tenant_setting (tenant_id, name, value, updated_at) values ('"
                + tenant.id() + "', '" + name + "', '1', '2026-03-01T10:00:00Z')");
    }
}
