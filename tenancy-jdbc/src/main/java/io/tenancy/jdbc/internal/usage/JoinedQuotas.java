package io.tenancy.jdbc.internal.usage;

import io.tenancy.context.TenantBinding;
import io.tenancy.entitlement.TransactionQuotas;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.hook.CommitStatement;
import io.tenancy.jdbc.hook.TransactionHooks;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.UsageFailures;
import java.sql.Connection;
import java.sql.SQLException;

/** Everything in one open transaction. For its thread. */
final class JoinedQuotas extends SqlQuotas implements TransactionQuotas {
    private final Connection connection;
    private final TenantBinding binding;
    private final TransactionHooks hooks;

    JoinedQuotas(NodeUsage node, Connection connection, TenantBinding binding, TransactionHooks hooks) {
        super(node);
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
        CommitStatement counting = measure.isPlain(amount)
                ? CommitStatement.of(UsageSql.COUNT_OR_FAIL, measure.plainThenAllBinds(tenant(), amount))
                : CommitStatement.of(UsageSql.CONSUME_OR_FAIL, measure.binds(amount));
        hooks.atCommit(counting.refusedAs(UsageFailures::reason));
    }

    @Override
    void given(Runnable undo) {
        hooks.afterRollback(undo);
    }
}
