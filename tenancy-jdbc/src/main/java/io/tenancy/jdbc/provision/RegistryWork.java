package io.tenancy.jdbc.provision;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.internal.registry.TenantRows;
import io.tenancy.tenant.Tenant;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantNotFoundException;
import io.tenancy.tenant.TenantStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/** One change of the registry: a transaction that says who, why and when, and what its refusals mean. Immutable, thread-safe. */
final class RegistryWork {
    private final DataSource admin;
    private final Clock clock;

    RegistryWork(DataSource admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
    }

    <T> T change(
            String doing,
            Attribution by,
            Map<String, Function<SQLException, TenancyException>> refusals,
            Jdbc.Work<T> work) {
        try {
            return Jdbc.transact(admin, connection -> {
                attribute(connection, by);
                return work.on(connection);
            });
        } catch (SQLException e) {
            Function<SQLException, TenancyException> known = refusals.get(ServerFailure.state(e));
            throw known == null ? ServerFailure.of(doing, e) : known.apply(e);
        }
    }

    <T> T read(String doing, Jdbc.Work<T> work) {
        return Jdbc.inTransaction(admin, doing, work);
    }

    /** Now, as PostgreSQL keeps it. */
    OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private void attribute(Connection connection, Attribution by) throws SQLException {
        Jdbc.run(
                connection,
                "select set_config('tenancy.actor', ?, true), set_config('tenancy.reason', ?, true),"
                        + " set_config('tenancy.changed_at', ?, true)",
                by.actor(),
                by.reason(),
                now().toString());
    }

    /** The entry, locked until the transaction ends, so that what is decided on it stays true. */
    static Tenant lock(Connection connection, TenantId id) throws SQLException {
        return Jdbc.first(
                        connection,
                        "select " + TenantRows.COLUMNS + " from tenancy.tenant t where t.id = ? for update",
                        TenantRows::read,
                        id.value())
                .orElseThrow(() -> TenantNotFoundException.byId(id));
    }

    /** Locks the entry and refuses a tenant whose rows are going or gone. */
    static void requireLiving(Connection connection, TenantId id) throws SQLException {
        Tenant tenant = lock(connection, id);
        if (tenant.status() == TenantStatus.DELETING || tenant.status() == TenantStatus.DELETED) {
            throw new TransitionRefusedException(tenant);
        }
    }

    /** Moves the tenant on; the database holds the table of moves, this one only gives the better message. */
    static Tenant move(Connection connection, Tenant tenant, TenantStatus target) throws SQLException {
        if (!tenant.status().canBecome(target)) {
            throw new TransitionRefusedException(tenant, target);
        }
        Jdbc.run(
                connection,
                "update tenancy.tenant set status = ? where id = ?",
                target.name(),
                tenant.id().value());
        return lock(connection, tenant.id());
    }
}
