package io.tenancy.jdbc.internal.audit;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.context.TenantScope;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.transaction.Transactions;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events beside the transaction in which they were said, at once, on a thread of its own: whoever says them holds a connection,
 * and to wait for a second one could stop a whole pool. What is in the queue when the program is killed is lost: usually nothing, never
 * more than {@value #ROOM} events. Thread-safe.
 */
public final class AuditSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditSpool.class);
    private static final int ROOM = 10_000;
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long IDLE_SECONDS = 10;
    private static final long PATIENCE_SECONDS = 5;

    private final DataSource tenants;
    private final ThreadPoolExecutor thread;

    /**
     * Makes a spool; its thread begins with the first event.
     *
     * @param tenants a tenant-bound data source
     */
    public AuditSpool(DataSource tenants) {
        this.tenants = tenants;
        this.thread =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(ROOM), task -> {
                    Thread made = new Thread(task, "tenancy-audit");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Takes a statement.
     *
     * @param binding whom it works for
     * @param statement writes the event
     * @param name for the program's log, should it not be possible to write it
     */
    public void add(TenantBinding binding, CommitStatement statement, String name) {
        try {
            thread.execute(() -> write(binding, statement, name));
        } catch (RejectedExecutionException e) {
            LOG.error(
                    "The audit log takes no more events; lost: {} of tenant {}",
                    name,
                    binding.tenant().id(),
                    e);
        }
    }

    private void write(TenantBinding binding, CommitStatement statement, String name) {
        for (int attempt = 1; ; attempt++) {
            try (TenantScope scope = TenantContext.bind(binding)) {
                boolean unused = Jdbc.transact(tenants, connection -> {
                    Transactions.hooks(connection).atCommit(statement);
                    return true;
                });
                return;
            } catch (SQLException | RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    LOG.error(
                            "An event could not be audited: {} of tenant {}",
                            name,
                            binding.tenant().id(),
                            e);
                    return;
                }
                LockSupport.parkNanos(PAUSE_NANOS * attempt);
            }
        }
    }

    /** Writes what is in the queue, for some seconds at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error(
                        "{} events could not be audited before the end",
                        thread.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
