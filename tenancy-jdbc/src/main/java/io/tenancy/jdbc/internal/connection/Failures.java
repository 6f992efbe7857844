package io.tenancy.jdbc.internal.connection;

import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.failure.DatabasePrivilegeException;
import io.tenancy.jdbc.failure.ProtectedContextException;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.failure.TenantViolationException;
import io.tenancy.jdbc.internal.registry.UsageFailures;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the server refused into the fact it stands for. Everything else passes through untouched. */
final class Failures {
    /** The server function that reports a row refused by a policy; every other 42501 is a privilege. */
    private static final String ROW_SECURITY_ROUTINE = "ExecWithCheckOptions";

    /** The server function that finds a cached plan of another shape than the table now has. */
    private static final String STALE_PLAN_ROUTINE = "RevalidateCachedQuery";

    private static final String INVALID_STATEMENT_NAME = "26000";
    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    private Failures() {}

    static SQLException translate(SQLException failure, @Nullable TenantBinding binding) {
        TenancyException usage = failure instanceof TenantSqlException ? null : UsageFailures.reason(failure);
        if (usage != null) {
            return told(failure, usage, failure.getSQLState());
        }
        if (!TenantSqlException.INSUFFICIENT_PRIVILEGE.equals(failure.getSQLState())
                || failure instanceof TenantSqlException) {
            return failure;
        }
        return binding != null && isRowSecurity(failure)
                ? told(failure, new TenantViolationException(binding, failure), TenantSqlException.ROW_REFUSED)
                : told(failure, new DatabasePrivilegeException(failure), TenantSqlException.INSUFFICIENT_PRIVILEGE);
    }

    private static SQLException told(SQLException failure, TenancyException reason, String state) {
        return failure instanceof BatchUpdateException batch
                ? batchFailure(batch, reason, state)
                : new TenantSqlException(reason, state);
    }

    /** Callers of a batch need its counts, so the JDBC type stays and the reason becomes the cause. */
    private static SQLException batchFailure(BatchUpdateException batch, TenancyException reason, String state) {
        BatchUpdateException told = new BatchUpdateException(
                reason.getMessage(), state, batch.getErrorCode(), batch.getUpdateCounts(), reason);
        if (batch.getNextException() != null) {
            told.setNextException(batch.getNextException());
        }
        return told;
    }

    private static boolean isRowSecurity(SQLException failure) {
        return ROW_SECURITY_ROUTINE.equals(routine(failure));
    }

    /** Whether the server lost or outlived a prepared statement, which the driver makes anew at the next execution. */
    static boolean healsOnRetry(SQLException failure) {
        String state = failure.getSQLState();
        return INVALID_STATEMENT_NAME.equals(state)
                || (FEATURE_NOT_SUPPORTED.equals(state) && STALE_PLAN_ROUTINE.equals(routine(failure)));
    }

    /** The function of the server that reported the failure. */
    private static @Nullable String routine(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException server) {
                ServerErrorMessage message = server.getServerErrorMessage();
                return message == null ? null : message.getRoutine();
            }
        }
        return null;
    }

    /** What was queued after a savepoint that is only known by its text cannot be told from what was queued before. */
    static SQLException savepointInText() {
        return new TenantSqlException(
                new ProtectedContextException(
                        "ROLLBACK TO sent as text cannot take back what rides with COMMIT",
                        "Use connection.rollback(savepoint), or nest with tx.dsl().transaction(..)"),
                TenantSqlException.CONTEXT_PROTECTED);
    }

    static SQLException refusal(SqlText.Kind kind) {
        ProtectedContextException reason = switch (kind) {
            case WRITES_CONTEXT ->
                new ProtectedContextException(
                        "The statement writes a setting that carries the tenant",
                        "Bind the tenant with TenantContext.bind(tenant) and leave the tenancy.* settings to Tenancy");
            case HOLDS_CURSOR ->
                new ProtectedContextException(
                        "A cursor WITH HOLD would outlive the transaction and show its rows to the next tenant",
                        "Declare the cursor without hold and read it inside the transaction");
            case MIXED ->
                new ProtectedContextException(
                        "The text mixes BEGIN, COMMIT, ROLLBACK or SAVEPOINT with other statements",
                        "Send transaction control on its own, or use commit() and rollback() of the connection");
            default -> throw new IllegalArgumentException(kind.name());
        };
        return new TenantSqlException(reason, TenantSqlException.CONTEXT_PROTECTED);
    }
}
