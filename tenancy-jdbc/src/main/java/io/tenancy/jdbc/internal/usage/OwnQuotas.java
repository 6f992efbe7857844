package io.tenancy.jdbc.internal.usage;

import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.UsageFailures;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Each call a transaction of its own, of one statement and one round trip, inside whoever is bound. Thread-safe. */
final class OwnQuotas extends SqlQuotas {
    private final DataSource tenants;

    OwnQuotas(NodeUsage node, DataSource tenants) {
        super(node);
        this.tenants = tenants;
    }

    @Override
    TenantBinding binding() {
        return TenantContext.required();
    }

    @Override
    <T> T call(String doing, Jdbc.Work<T> work) {
        try (Connection connection = tenants.getConnection()) {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            return work.on(connection);
        } catch (TenantSqlException e) {
            throw e.reason();
        } catch (SQLException e) {
            throw UsageFailures.of(doing, e);
        }
    }

    @Override
    void given(Runnable undo) {
        // Nothing can come between: it is used.
    }
}
