package io.tenancy.jdbc.internal.connection;

import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantSwitchException;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the context in the open transaction of one connection: whom it belongs to, and whether the server has it. The
 * owner stays fixed until the transaction ends; the server may lose the context before (rollback to a savepoint, an error, RESET).
 */
final class TransactionContext {
    private @Nullable TenantBinding owner;
    private boolean onServer;

    /** The transaction is over, or none was begun. */
    void forget() {
        owner = null;
        onServer = false;
    }

    /** The server may have lost the context: send it again before the next work. */
    void lost() {
        onServer = false;
    }

    /** The server has the context of this binding. */
    void sent(TenantBinding binding) {
        owner = binding;
        onServer = true;
    }

    boolean isOnServer() {
        return onServer;
    }

    /** Refuses a binding other than the one the transaction began with. */
    void requireSame(TenantBinding binding) throws TenantSqlException {
        if (owner != null && !owner.isSameContext(binding)) {
            throw new TenantSqlException(
                    new TenantSwitchException(owner, binding), TenantSqlException.CONTEXT_SWITCHED);
        }
    }
}
