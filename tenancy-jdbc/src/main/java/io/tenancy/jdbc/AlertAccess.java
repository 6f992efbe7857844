package io.tenancy.jdbc;

import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.alert.AlertDispatcher;
import io.tenancy.jdbc.alert.AlertThreads;
import io.tenancy.jdbc.alert.Alerts;
import io.tenancy.jdbc.internal.alert.BoundAlerts;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import java.sql.Connection;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The alerts of a {@link JdbcTenancy}, and what delivers them in the background. Thread-safe. */
final class AlertAccess implements AutoCloseable {
    private final Clock clock;
    private final Alerts own;
    private final @Nullable AlertThreads threads;

    AlertAccess(JdbcTenancyBuilder builder, TenantDataSource tenants) {
        this.clock = builder.clock;
        this.own = new BoundAlerts(TenantUnits.own(tenants), clock);
        this.threads = builder.worker == null || builder.alertRules.isEmpty()
                ? null
                : new AlertDispatcher(builder.worker, builder.alertRules, builder.alertSinks, clock).start();
    }

    Alerts own() {
        return own;
    }

    Alerts joined(Connection connection, TenantBinding binding) {
        return new BoundAlerts(TenantUnits.joined(connection, binding), clock);
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.close();
        }
    }
}
