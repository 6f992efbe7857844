package io.tenancy.jdbc;

import io.tenancy.audit.AuditLog;
import io.tenancy.context.TenantBinding;
import io.tenancy.entitlement.TransactionQuotas;
import io.tenancy.jdbc.alert.Alerts;
import io.tenancy.jdbc.hook.TransactionHooks;
import io.tenancy.jdbc.internal.transaction.Transactions;
import io.tenancy.jdbc.internal.usage.NodeUsage;
import java.sql.Connection;
import org.jooq.DSLContext;

/** One open transaction of a tenant, and the services that work in it. */
final class BoundTransaction implements TenantTransaction {
    private final Connection connection;
    private final TenantBinding binding;
    private final DSLContext dsl;
    private final NodeUsage usage;
    private final AuditAccess auditing;
    private final AlertAccess alerting;

    BoundTransaction(
            Connection connection, TenantBinding binding, NodeUsage usage, AuditAccess auditing, AlertAccess alerting) {
        this.connection = connection;
        this.binding = binding;
        this.dsl = Jooq.inside(connection);
        this.usage = usage;
        this.auditing = auditing;
        this.alerting = alerting;
    }

    @Override
    public DSLContext dsl() {
        return dsl;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public TenantBinding binding() {
        return binding;
    }

    @Override
    public TransactionQuotas quotas() {
        return usage.joined(connection, binding, hooks());
    }

    @Override
    public AuditLog audit() {
        return auditing.joined(connection, binding);
    }

    @Override
    public Alerts alerts() {
        return alerting.joined(connection, binding);
    }

    @Override
    public TransactionHooks hooks() {
        return Transactions.hooks(connection);
    }
}
