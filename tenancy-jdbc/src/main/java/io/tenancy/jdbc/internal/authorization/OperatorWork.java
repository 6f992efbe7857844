package io.tenancy.jdbc.internal.authorization;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.jdbc.provision.Attribution;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantNotFoundException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One change of roles by an operator: a transaction that says who, why and when. Immutable, thread-safe. */
public final class OperatorWork {
    private final DataSource admin;
    private final Clock clock;

    /**
     * Works over a data source.
     *
     * @param admin connects as {@code tenancy_admin}
     * @param clock gives the time of changes
     */
    public OperatorWork(DataSource admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
    }

    /**
     * Reads.
     *
     * @param doing what is being done, a clause
     * @param work the work
     * @param <T> what it gives
     * @return the result
     */
    public <T extends @Nullable Object> T read(String doing, Jdbc.Work<T> work) {
        return Jdbc.inTransaction(admin, doing, work);
    }

    /**
     * Changes something.
     *
     * @param doing what is being done, a clause
     * @param by who and why
     * @param refusals what a SQLSTATE means
     * @param work the work
     * @param <T> what it gives
     * @return the result
     */
    public <T extends @Nullable Object> T change(
            String doing,
            Attribution by,
            Map<String, Function<SQLException, TenancyException>> refusals,
            Jdbc.Work<T> work) {
        try {
            return Jdbc.transact(admin, connection -> {
                Jdbc.run(
                        connection,
                        "select set_config('tenancy.actor', ?, true), set_config('tenancy.reason', ?, true),"
                                + " set_config('tenancy.changed_at', ?, true)",
                        by.actor(),
                        by.reason(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
                return work.on(connection);
            });
        } catch (SQLException e) {
            Function<SQLException, TenancyException> known = refusals.get(ServerFailure.state(e));
            throw known == null ? ServerFailure.of(doing, e) : known.apply(e);
        }
    }

    /**
     * The work of one operator in one tenant.
     *
     * @param tenant the tenant; one that is unknown, or being deleted, is refused when something is to be changed
     * @param by who and why
     * @return the units
     */
    public AccessUnits in(TenantId tenant, Attribution by) {
        return new AccessUnits() {
            @Override
            public UUID tenant() {
                return tenant.value();
            }

            @Override
            public <T extends @Nullable Object> T read(String doing, Jdbc.Work<T> work) {
                return OperatorWork.this.read(doing, work);
            }

            @Override
            public <T extends @Nullable Object> T change(
                    String doing,
                    @Nullable String reason,
                    Map<String, Function<SQLException, TenancyException>> refusals,
                    Jdbc.Work<T> work) {
                Attribution who = reason == null ? by : new Attribution(by.actor(), reason);
                return OperatorWork.this.change(doing, who, refusals, connection -> {
                    requireLiving(connection, tenant);
                    return work.on(connection);
                });
            }
        };
    }

    private static void requireLiving(Connection connection, TenantId tenant) throws SQLException {
        boolean living = Jdbc.first(
                        connection,
                        "select true from tenancy.tenant where id = ? and status not in ('DELETING', 'DELETED') for key share",
                        row -> row.getBoolean(1),
                        tenant.value())
                .isPresent();
        if (!living) {
            throw TenantNotFoundException.byId(tenant);
        }
    }
}
