package io.tenancy.jdbc.internal.synthesis;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Work that may fail without harm to the transaction around it. Not thread-safe. */
final class Savepoints {
    private final Connection connection;

    Savepoints(Connection connection) {
        this.connection = connection;
    }

    /** Does work; a failure undoes it, passes on, and leaves the transaction usable. */
    @CanIgnoreReturnValue
    <T extends @Nullable Object> T tried(Jdbc.Work<T> work) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            T result = work.on(connection);
            connection.releaseSavepoint(savepoint);
            return result;
        } catch (SQLException e) {
            undo(savepoint, e);
            throw e;
        }
    }

    /** Does work and undoes it in any case. */
    <T extends @Nullable Object> T undone(Jdbc.Work<T> work) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            T result = work.on(connection);
            connection.rollback(savepoint);
            return result;
        } catch (SQLException e) {
            undo(savepoint, e);
            throw e;
        }
    }

    private void undo(Savepoint savepoint, SQLException reason) {
        try {
            connection.rollback(savepoint);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** What the server says in one line, without the values that its details name. */
    static String said(SQLException refusal) {
        ServerErrorMessage message = refusal instanceof PSQLException server ? server.getServerErrorMessage() : null;
        String text = message == null
                ? Objects.requireNonNullElse(refusal.getMessage(), refusal.toString())
                : Objects.requireNonNullElse(message.getMessage(), refusal.toString());
        String constraint = message == null ? null : message.getConstraint();
        return constraint == null || text.contains(constraint) ? text : text + " (" + constraint + ")";
    }
}
