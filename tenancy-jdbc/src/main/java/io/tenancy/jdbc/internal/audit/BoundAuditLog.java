package io.tenancy.jdbc.internal.audit;

import io.tenancy.audit.AuditEvent;
import io.tenancy.audit.AuditLog;
import io.tenancy.audit.AuditOutcome;
import io.tenancy.audit.AuditPage;
import io.tenancy.audit.AuditQuery;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import io.tenancy.jdbc.internal.transaction.Transactions;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit log of whoever is bound. As thread-safe as its units. */
public final class BoundAuditLog implements AuditLog {
    private final TenantUnits units;
    private final @Nullable AuditSpool spool;
    private final AuditWriter writer;

    private BoundAuditLog(TenantUnits units, @Nullable AuditSpool spool, Clock clock) {
        this.units = units;
        this.spool = spool;
        this.writer = new AuditWriter(clock);
    }

    /**
     * Each event in a transaction of its own.
     *
     * @param units open their own transactions
     * @param clock says when
     * @return the log
     */
    public static BoundAuditLog own(TenantUnits units, Clock clock) {
        return new BoundAuditLog(units, null, clock);
    }

    /**
     * What succeeded with one transaction, the rest beside it.
     *
     * @param units joined to the transaction
     * @param spool takes what must not be rolled back
     * @param clock says when
     * @return the log
     */
    public static BoundAuditLog joined(TenantUnits units, AuditSpool spool, Clock clock) {
        return new BoundAuditLog(units, spool, clock);
    }

    @Override
    public void record(AuditEvent event) {
        TenantBinding binding = units.binding();
        CommitStatement statement = writer.statement(event, binding);
        if (spool != null && event.outcome() != AuditOutcome.SUCCESS) {
            spool.add(binding, statement, event.toString());
            return;
        }
        boolean unused = units.inTransaction("write into the audit log", Map.of(), connection -> {
            Transactions.hooks(connection).atCommit(statement);
            return true;
        });
    }

    @Override
    public AuditPage query(AuditQuery query) {
        return units.inTransaction(
                "read the audit log", Map.of(), connection -> AuditSql.page(connection, null, query));
    }
}
