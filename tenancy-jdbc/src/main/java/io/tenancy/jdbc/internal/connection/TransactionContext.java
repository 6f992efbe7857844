package io.tenancy.jdbc.internal.connection;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantSwitchException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * What is known of the context in the open transaction of one physical connection: whom it belongs to, and whether the server has it.
 * The owner stays fixed until the transaction ends; the server may lose the context before (rollback to a savepoint, an error, RESET).
 *
 * <p>There is one per physical connection, however often and by whichever pool it is handed out: two borrowers of one transaction
 * must not believe in different tenants. Its lock makes deciding and executing one step, for those who share a connection between
 * threads.
 */
final class TransactionContext {
    private static final LoadingCache<BaseConnection, TransactionContext> OF_DRIVERS =
            Caffeine.newBuilder().weakKeys().build(driver -> new TransactionContext());

    private final ReentrantLock lock = new ReentrantLock();
    private final CommitRide ride = new CommitRide();
    private @Nullable TenantBinding owner;
    private boolean onServer;

    /** The one of this physical connection; one of its own if the driver cannot be reached. */
    static TransactionContext of(@Nullable BaseConnection driver) {
        return driver == null ? new TransactionContext() : OF_DRIVERS.get(driver);
    }

    /** What the open transaction takes along. */
    CommitRide ride() {
        return ride;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** The transaction is over, or none was begun. */
    void forget() {
        owner = null;
        onServer = false;
    }

    /** The server may have lost the context: send it again before the next work. */
    void lost() {
        onServer = false;
    }

    /** The transaction belongs to this binding from the first attempt on, even if the attempt fails. */
    void claim(TenantBinding binding) {
        owner = binding;
    }

    /** The server has the context of this binding. */
    void sent(TenantBinding binding) {
        owner = binding;
        onServer = true;
    }

    boolean isOnServer() {
        return onServer;
    }

    /** Whether the open transaction belongs to a tenant. */
    boolean isOwned() {
        return owner != null;
    }

    /** Refuses a binding other than the one the transaction began with. */
    void requireSame(TenantBinding binding) throws TenantSqlException {
        if (owner != null && !owner.isSameContext(binding)) {
            throw new TenantSqlException(
                    new TenantSwitchException(owner, binding), TenantSqlException.CONTEXT_SWITCHED);
        }
        ride.requireSame(binding);
    }
}
