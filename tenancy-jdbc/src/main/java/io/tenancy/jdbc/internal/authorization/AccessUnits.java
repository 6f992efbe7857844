package io.tenancy.jdbc.internal.authorization;

import io.tenancy.TenancyException;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.transaction.AppChange;
import io.tenancy.jdbc.internal.transaction.TenantUnits;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where roles are read and changed: in the bound tenant as the application, or in any as an operator. */
public interface AccessUnits {
    /**
     * The tenant.
     *
     * @return its id
     */
    UUID tenant();

    /**
     * Reads.
     *
     * @param doing what is being done, a clause
     * @param work the work
     * @param <T> what it gives
     * @return the result
     */
    <T extends @Nullable Object> T read(String doing, Jdbc.Work<T> work);

    /**
     * Changes something, for a reason.
     *
     * @param doing what is being done, a clause
     * @param reason why; null if nobody said
     * @param refusals what a SQLSTATE means
     * @param work the work
     * @param <T> what it gives
     * @return the result
     */
    <T extends @Nullable Object> T change(
            String doing,
            @Nullable String reason,
            Map<String, Function<SQLException, TenancyException>> refusals,
            Jdbc.Work<T> work);

    /**
     * As the application, for whoever is bound.
     *
     * @param units transactions inside the tenant
     * @param clock says when a change was made
     * @return the units
     */
    static AccessUnits of(TenantUnits units, Clock clock) {
        return new AccessUnits() {
            @Override
            public UUID tenant() {
                return units.binding().tenant().id().value();
            }

            @Override
            public <T extends @Nullable Object> T read(String doing, Jdbc.Work<T> work) {
                return units.inTransaction(doing, Map.of(), work);
            }

            @Override
            public <T extends @Nullable Object> T change(
                    String doing,
                    @Nullable String reason,
                    Map<String, Function<SQLException, TenancyException>> refusals,
                    Jdbc.Work<T> work) {
                return units.inTransaction(doing, refusals, connection -> {
                    AppChange.attribute(connection, units, reason == null ? doing : reason, clock.instant());
                    return work.on(connection);
                });
            }
        };
    }
}
