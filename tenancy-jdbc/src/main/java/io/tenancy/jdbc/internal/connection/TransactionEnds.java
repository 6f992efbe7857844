package io.tenancy.jdbc.internal.connection;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.hook.TransactionHooks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * How the transactions of a connection end, and what happens with them: what rides along, and what is to be run afterwards. Used under
 * the lock of the {@link TransactionContext}, but for {@link #runDue()}.
 */
final class TransactionEnds implements TransactionHooks {
    private static final String CONNECTION_CLASS = "08";

    private final Connection delegate;
    private final DriverTraits driver;
    private final TransactionContext context;
    private final CommitRide ride;
    private final boolean withNumber;
    private final IdentityHashMap<Savepoint, CommitRide.Mark> marks = new IdentityHashMap<>();
    private final List<Runnable> due = new ArrayList<>();

    TransactionEnds(Connection delegate, DriverTraits driver, TransactionContext context, boolean withNumber) {
        this.delegate = delegate;
        this.driver = driver;
        this.context = context;
        this.ride = context.ride();
        this.withNumber = withNumber;
    }

    // ---------------------------------------------------------------- what rides along

    @Override
    public void atCommit(CommitStatement statement) {
        Objects.requireNonNull(statement, "statement");
        TenantBinding binding = TenantContext.required();
        inTransaction(() -> {
            if (driver.state() == DriverTraits.State.IDLE) {
                context.forget();
            }
            context.requireSame(binding);
            ride.add(binding, statement);
        });
    }

    @Override
    public void afterCommit(Runnable action) {
        inTransaction(() -> ride.addAfterCommit(Objects.requireNonNull(action, "action")));
    }

    @Override
    public void afterRollback(Runnable action) {
        inTransaction(() -> ride.addAfterRollback(Objects.requireNonNull(action, "action")));
    }

    private void inTransaction(Step step) {
        context.lock();
        try {
            if (delegate.getAutoCommit() && driver.state() != DriverTraits.State.OPEN) {
                throw new IllegalStateException("No transaction is open: the connection is in autocommit mode");
            }
            step.take();
        } catch (TenantSqlException e) {
            throw e.reason();
        } catch (SQLException e) {
            throw new IllegalStateException("The connection is closed", e);
        } finally {
            context.unlock();
        }
    }

    // ---------------------------------------------------------------- ends through the interface

    void commit() throws SQLException {
        if (ride.isEmpty()) {
            delegate.commit();
            return;
        }
        try {
            ride.send(delegate, context, driver, withNumber, "commit");
            delegate.commit();
            end(true);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Turning autocommit on commits what is open. */
    void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit && !ride.isEmpty()) {
            commit();
        }
        delegate.setAutoCommit(autoCommit);
    }

    void rollback() throws SQLException {
        try {
            delegate.rollback();
        } finally {
            end(false);
        }
    }

    Savepoint mark(Savepoint savepoint) {
        marks.put(savepoint, ride.mark());
        return savepoint;
    }

    void rollback(Savepoint savepoint) throws SQLException {
        delegate.rollback(savepoint);
        CommitRide.Mark mark = marks.get(savepoint);
        if (mark != null) {
            due.addAll(ride.rewind(mark));
        }
    }

    /** The connection goes back to its pool; what was open was rolled back. */
    void closed() {
        end(false);
    }

    private SQLException failed(SQLException failure) {
        if (String.valueOf(failure.getSQLState()).startsWith(CONNECTION_CLASS)) {
            marks.clear();
            ride.forget(); // whether the server committed, nobody knows
            return failure;
        }
        try {
            delegate.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        end(false);
        return failure;
    }

    private void end(boolean committed) {
        marks.clear();
        due.addAll(committed ? ride.committed() : ride.rolledBack());
    }

    // ---------------------------------------------------------------- ends sent as text

    /** Before a text goes out that ends the transaction, or a part of it. */
    void before(SqlText text) throws SQLException {
        if (ride.isEmpty()) {
            return;
        }
        if (text.commits()) {
            ride.send(delegate, context, driver, withNumber, "");
        } else if (text.rollsBackToSavepoint()) {
            throw Failures.savepointInText();
        }
    }

    /** After a text ran that ends the transaction. */
    void after(SqlText text, boolean succeeded) {
        if (text.endsTransaction() && !ride.isEmpty()) {
            end(succeeded && text.commits());
        }
    }

    /** Runs what is to be run now, without the lock. */
    void runDue() {
        if (!due.isEmpty()) {
            List<Runnable> actions = List.copyOf(due);
            due.clear();
            CommitRide.run(actions);
        }
    }

    /** A step that may find the connection closed. */
    @FunctionalInterface
    private interface Step {
        void take() throws SQLException;
    }
}
