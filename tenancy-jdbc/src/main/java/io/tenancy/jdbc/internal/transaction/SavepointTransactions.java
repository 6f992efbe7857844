package io.tenancy.jdbc.internal.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;

/**
 * Transactions of jOOQ inside one that is open already. jOOQ's own provider takes its outermost one for the whole: its end would
 * commit, and its failure undo, what came before it. For one thread, as the connection is.
 */
public final class SavepointTransactions implements TransactionProvider {
    private final Connection connection;
    private final Deque<Savepoint> open = new ArrayDeque<>();

    /**
     * Nests in a transaction.
     *
     * @param connection with the open transaction
     */
    public SavepointTransactions(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void begin(TransactionContext context) {
        try {
            open.push(connection.setSavepoint());
        } catch (SQLException e) {
            throw Transactions.unchecked(e);
        }
    }

    @Override
    public void commit(TransactionContext context) {
        try {
            connection.releaseSavepoint(open.pop());
        } catch (SQLException e) {
            throw Transactions.unchecked(e);
        }
    }

    @Override
    public void rollback(TransactionContext context) {
        if (open.isEmpty()) {
            return; // the savepoint could not be set, and nothing was done after it
        }
        try {
            connection.rollback(open.pop());
        } catch (SQLException e) {
            throw Transactions.unchecked(e);
        }
    }
}
