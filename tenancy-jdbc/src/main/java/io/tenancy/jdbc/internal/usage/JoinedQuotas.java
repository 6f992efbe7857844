package io.tenancy.jdbc.internal.usage;

import io.tenancy.context.TenantBinding;
import io.tenancy.entitlement.TransactionQuotas;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.hook.TransactionHooks;
import io.tenancy.jdbc.internal.registry.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;

/** Everything in one open transaction. For its thread. */
public final class JoinedQuotas extends SqlQuotas implements TransactionQuotas {
    private final Connection connection;
    private final TenantBinding binding;
    private final TransactionHooks hooks;

    /**
     * Works in a transaction.
     *
     * @param desk what is shared
     * @param connection the tenant-bound connection with the open transaction
     * @param binding whom it works for
     * @param hooks what it takes along
     */
    public JoinedQuotas(QuotaDesk desk, Connection connection, TenantBinding binding, TransactionHooks hooks) {
        super(desk);
        this.connection = connection;
        this.binding = binding;
        this.hooks = hooks;
    }

    @Override
    TenantBinding binding() {
        return binding;
    }

    @Override
    <T> T call(String doing, Jdbc.Work<T> work) {
        try {
            return work.on(connection);
        } catch (TenantSqlException e) {
            throw e.reason();
        } catch (SQLException e) {
            throw UsageFailures.of(doing, e);
        }
    }

    @Override
    public void consumeAtCommit(String meter, long amount) {
        Measure measure = desk.consumable(tenant(), meter, amount);
        hooks.atCommit(CommitStatement.of(UsageSql.CONSUME_OR_FAIL, measure.binds(amount))
                .refusedAs(UsageFailures::reason));
    }

    @Override
    public void count(String meter, long amount) {
        throw new UnsupportedOperationException("buffered meters");
    }
}
