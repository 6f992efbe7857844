package io.tenancy.jdbc;

import io.tenancy.audit.AuditLog;
import io.tenancy.audit.ReadLog;
import io.tenancy.context.TenantBinding;
import io.tenancy.jdbc.audit.AuditSealer;
import io.tenancy.jdbc.internal.audit.AuditSpool;
import io.tenancy.jdbc.internal.audit.BoundAuditLog;
import io.tenancy.jdbc.internal.audit.ReadSpool;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import java.sql.Connection;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The audit log of a {@link JdbcTenancy}, and what works for it in the background. Thread-safe. */
final class AuditAccess implements AutoCloseable {
    private final Clock clock;
    private final AuditSpool spool;
    private final AuditLog own;
    private final ReadSpool reads;
    private final AuditSealer.@Nullable Running sealing;

    AuditAccess(JdbcTenancyBuilder builder, TenantDataSource tenants) {
        this.clock = builder.clock;
        this.spool = new AuditSpool(tenants);
        this.own = BoundAuditLog.own(TenantUnits.own(tenants), clock);
        this.reads = new ReadSpool(builder.auditedReads, builder.worker, clock);
        this.sealing = builder.worker == null
                ? null
                : AuditSealer.over(builder.worker, clock).start();
    }

    AuditSpool spool() {
        return spool;
    }

    AuditLog own() {
        return own;
    }

    ReadLog reads() {
        return reads;
    }

    AuditLog joined(Connection connection, TenantBinding binding) {
        return BoundAuditLog.joined(TenantUnits.joined(connection, binding), spool, clock);
    }

    @Override
    public void close() {
        reads.close();
        spool.close();
        if (sealing != null) {
            sealing.close();
        }
    }
}
