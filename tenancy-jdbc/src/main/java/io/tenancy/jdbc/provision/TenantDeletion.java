package io.tenancy.jdbc.provision;

import io.tenancy.ErrorCode;
import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Empties every tenant table of one tenant's rows. Each batch is a transaction of its own, so that a tenant of millions of rows
 * blocks nobody and an interruption loses nothing; the status DELETING is what makes it go on. One run only.
 */
final class TenantDeletion {
    private static final int BATCH = 5_000;

    private final RegistryWork registry;
    private final Tenant tenant;
    private final Attribution by;
    private final DeletionProgress progress;
    private final Map<String, Long> removed = new LinkedHashMap<>();

    TenantDeletion(RegistryWork registry, Tenant tenant, Attribution by, DeletionProgress progress) {
        this.registry = registry;
        this.tenant = tenant;
        this.by = by;
        this.progress = progress;
    }

    DeletionReport run() {
        List<DoomedTable> tables = registry.read("list the tenant tables", DoomedTable::childrenFirst);
        do {
            tables.forEach(this::empty);
            // A transaction that was open when the tenant was locked out may have written since.
        } while (anyLeft(tables));
        return new DeletionReport(finish(), removed);
    }

    private void empty(DoomedTable table) {
        removed.putIfAbsent(table.name(), 0L);
        int batch;
        do {
            batch = removeSome(table);
            if (batch > 0) {
                long sum = removed.merge(table.name(), (long) batch, Long::sum);
                progress.removed(table.name(), sum);
            }
        } while (batch > 0);
    }

    private int removeSome(DoomedTable table) {
        return registry.change(
                "remove rows of " + table.name(),
                by,
                Map.of(
                        "23503",
                        failure -> stillReferenced(table, failure),
                        "23001",
                        failure -> stillReferenced(table, failure)),
                connection -> {
                    requireDeleting(connection);
                    return Jdbc.run(connection, table.deletion(BATCH), table.value(tenant));
                });
    }

    /** Locks the registry entry against a second deletion at the same time, batch by batch. */
    private void requireDeleting(Connection connection) throws SQLException {
        Tenant now = RegistryWork.lock(connection, tenant.id());
        if (now.status() != TenantStatus.DELETING) {
            throw new TransitionRefusedException(now, TenantStatus.DELETED);
        }
    }

    private boolean anyLeft(List<DoomedTable> tables) {
        return registry.read("look for rows that are left", connection -> {
            for (DoomedTable table : tables) {
                if (Jdbc.test(connection, table.anyLeft(), table.value(tenant))) {
                    return true;
                }
            }
            return false;
        });
    }

    private Tenant finish() {
        return registry.change("close the registry entry", by, Map.of(), connection -> {
            Jdbc.run(
                    connection,
                    "delete from tenancy.tenant_domain where tenant_id = ?",
                    tenant.id().value());
            return RegistryWork.move(connection, RegistryWork.lock(connection, tenant.id()), TenantStatus.DELETED);
        });
    }

    private TenancyException stillReferenced(DoomedTable table, SQLException failure) {
        return new TenancyException(
                ErrorCode.STATEMENT_FAILED,
                "Rows of " + table.name() + " cannot be removed: " + ServerFailure.text(failure),
                "Remove what refers to them, then delete the tenant again; what was removed stays removed",
                Map.of("tenant", tenant.key().value(), "table", table.name()),
                failure);
    }
}
