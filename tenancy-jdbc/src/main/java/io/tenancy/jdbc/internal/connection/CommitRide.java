package io.tenancy.jdbc.internal.connection;

import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantSwitchException;
import io.tenancy.jdbc.hook.CommitStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the open transaction of one physical connection takes along. Guarded by the lock of its {@link TransactionContext}. */
final class CommitRide {
    private static final Logger LOG = LoggerFactory.getLogger(CommitRide.class);

    private final List<CommitStatement> riders = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Runnable> afterRollback = new ArrayList<>();
    private @Nullable TenantBinding binding;

    /** How much there was at a savepoint. */
    record Mark(int riders, int afterCommit, int afterRollback) {}

    boolean isEmpty() {
        return riders.isEmpty() && afterCommit.isEmpty() && afterRollback.isEmpty();
    }

    void add(TenantBinding current, CommitStatement statement) {
        binding = current;
        riders.add(statement);
    }

    void addAfterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void addAfterRollback(Runnable action) {
        afterRollback.add(action);
    }

    /** Statements of two tenants do not ride in one transaction. */
    void requireSame(TenantBinding current) throws TenantSqlException {
        if (binding != null && !binding.isSameContext(current)) {
            throw new TenantSqlException(
                    new TenantSwitchException(binding, current), TenantSqlException.CONTEXT_SWITCHED);
        }
    }

    Mark mark() {
        return new Mark(riders.size(), afterCommit.size(), afterRollback.size());
    }

    /** Takes back what came after the mark, and gives what is to be run for it. */
    List<Runnable> rewind(Mark mark) {
        cut(riders, mark.riders());
        cut(afterCommit, mark.afterCommit());
        List<Runnable> undone = new ArrayList<>(
                afterRollback.subList(Math.min(mark.afterRollback(), afterRollback.size()), afterRollback.size()));
        cut(afterRollback, mark.afterRollback());
        return undone;
    }

    private static void cut(List<?> list, int size) {
        if (list.size() > size) {
            list.subList(size, list.size()).clear();
        }
    }

    /** Sends what rides, the context before it where the server does not have it, and {@code end} behind it. */
    void send(Connection delegate, TransactionContext context, DriverTraits driver, boolean withNumber, String end)
            throws SQLException {
        TenantBinding whose = binding;
        if (riders.isEmpty() || whose == null) {
            return;
        }
        context.requireSame(whose);
        context.claim(whose);
        @Nullable ContextSql first = context.isOnServer() ? null : ContextSql.of(whose, withNumber);
        try {
            if (driver.canGlue()) {
                inOneFlight(delegate, first, end);
            } else {
                oneByOne(delegate, first);
            }
            context.sent(whose);
            riders.clear();
        } catch (SQLException e) {
            throw reason(e, whose);
        }
    }

    private void inOneFlight(Connection delegate, @Nullable ContextSql first, String end) throws SQLException {
        StringBuilder text = new StringBuilder();
        if (first != null) {
            text.append(first.sql()).append(";\n");
        }
        for (CommitStatement rider : riders) {
            text.append(rider.sql()).append("\n;\n");
        }
        text.append(end);
        try (PreparedStatement statement = delegate.prepareStatement(text.toString())) {
            int at = 1;
            if (first != null) {
                first.bindTo(statement);
                at += first.parameters();
            }
            for (CommitStatement rider : riders) {
                at = bind(statement, at, rider);
            }
            statement.execute();
        }
    }

    private void oneByOne(Connection delegate, @Nullable ContextSql first) throws SQLException {
        if (first != null) {
            try (PreparedStatement statement = delegate.prepareStatement(first.sql())) {
                first.bindTo(statement);
                statement.execute();
            }
        }
        for (CommitStatement rider : riders) {
            try (PreparedStatement statement = delegate.prepareStatement(rider.sql())) {
                int unused = bind(statement, 1, rider);
                statement.execute();
            }
        }
    }

    private static int bind(PreparedStatement statement, int from, CommitStatement rider) throws SQLException {
        int at = from;
        for (Object value : rider.binds()) {
            if (value == null) {
                statement.setNull(at, Types.VARCHAR);
            } else if (value instanceof String text) {
                statement.setString(at, text);
            } else if (value instanceof Integer number) {
                statement.setInt(at, number);
            } else if (value instanceof Long number) {
                statement.setLong(at, number);
            } else if (value instanceof Boolean truth) {
                statement.setBoolean(at, truth);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(at, bytes);
            } else {
                // A UUID or a time with its offset: the driver knows the type of both.
                statement.setObject(at, value);
            }
            at++;
        }
        return at;
    }

    private SQLException reason(SQLException failure, TenantBinding whose) {
        for (CommitStatement rider : riders) {
            TenancyException reason = rider.reason(failure);
            if (reason != null) {
                return new TenantSqlException(reason, String.valueOf(failure.getSQLState()));
            }
        }
        return Failures.translate(failure, whose);
    }

    /** What is to be run now that the transaction stands; there is nothing left then. */
    List<Runnable> committed() {
        List<Runnable> actions = List.copyOf(afterCommit);
        forget();
        return actions;
    }

    /** What is to be run now that nothing of the transaction stands; there is nothing left then. */
    List<Runnable> rolledBack() {
        List<Runnable> actions = List.copyOf(afterRollback);
        forget();
        return actions;
    }

    void forget() {
        riders.clear();
        afterCommit.clear();
        afterRollback.clear();
        binding = null;
    }

    /** One after the other; what one throws keeps the next from nothing. */
    static void run(List<Runnable> actions) {
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("What was to happen after a transaction failed; the transaction itself is not touched", e);
            }
        }
    }
}
