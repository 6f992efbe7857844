package io.tenancy.jdbc.internal.transaction;

import io.tenancy.TenancyException;
import io.tenancy.context.TenantBinding;
import io.tenancy.context.TenantContext;
import io.tenancy.jdbc.failure.TenantSqlException;
import io.tenancy.jdbc.hook.TransactionHooks;
import io.tenancy.jdbc.internal.registry.Jdbc;
import io.tenancy.jdbc.internal.registry.ServerFailure;
import io.tenancy.tenant.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a service of the control plane works: in a transaction of its own inside whoever is bound, or in one that is open already.
 * Thread-safe if it opens its own.
 */
public abstract class TenantUnits {
    private final Consumer<TenantId> changed;

    private TenantUnits(Consumer<TenantId> changed) {
        this.changed = changed;
    }

    /**
     * Each piece of work in a transaction of its own, inside the tenant that is bound then.
     *
     * @param tenants a tenant-bound data source
     * @return the units
     */
    public static TenantUnits own(DataSource tenants) {
        return own(tenants, tenant -> {});
    }

    /**
     * Each piece of work in a transaction of its own, inside the tenant that is bound then.
     *
     * @param tenants a tenant-bound data source
     * @param changed told after the commit of whose control plane the work changed, so that this node sees its own changes at once
     * @return the units
     */
    public static TenantUnits own(DataSource tenants, Consumer<TenantId> changed) {
        return new TenantUnits(changed) {
            @Override
            public TenantBinding binding() {
                return TenantContext.required();
            }

            @Override
            <T extends @Nullable Object> T run(Jdbc.Work<T> work) throws SQLException {
                return Jdbc.transact(tenants, work);
            }
        };
    }

    /**
     * All work in one transaction that somebody else begins and ends.
     *
     * @param connection the tenant-bound connection with the open transaction
     * @param binding whom it works for
     * @return the units
     */
    public static TenantUnits joined(Connection connection, TenantBinding binding) {
        return joined(connection, binding, tenant -> {});
    }

    /**
     * All work in one transaction that somebody else begins and ends.
     *
     * @param connection the tenant-bound connection with the open transaction
     * @param binding whom it works for
     * @param changed as in {@link #own(DataSource, Consumer)}
     * @return the units
     */
    public static TenantUnits joined(Connection connection, TenantBinding binding, Consumer<TenantId> changed) {
        return new TenantUnits(changed) {
            @Override
            public TenantBinding binding() {
                return binding;
            }

            @Override
            <T extends @Nullable Object> T run(Jdbc.Work<T> work) throws SQLException {
                return work.on(connection);
            }
        };
    }

    /**
     * Whom the work is for.
     *
     * @return the binding
     */
    public abstract TenantBinding binding();

    abstract <T extends @Nullable Object> T run(Jdbc.Work<T> work) throws SQLException;

    /** The work on this connection changes the control plane; told once it is committed. */
    void changes(Connection connection) throws SQLException {
        TenantId tenant = binding().tenant().id();
        connection.unwrap(TransactionHooks.class).afterCommit(() -> changed.accept(tenant));
    }

    /**
     * Does a piece of work.
     *
     * @param doing what is being done, for the message: a clause such as {@code "invite a member"}
     * @param refusals what a SQLSTATE means here; for others there is a general word
     * @param work the work
     * @param <T> what it gives
     * @return the result
     */
    public final <T extends @Nullable Object> T inTransaction(
            String doing, Map<String, Function<SQLException, TenancyException>> refusals, Jdbc.Work<T> work) {
        try {
            return run(work);
        } catch (TenantSqlException e) {
            throw e.reason();
        } catch (SQLException e) {
            Function<SQLException, TenancyException> known = refusals.get(ServerFailure.state(e));
            throw known == null ? ServerFailure.of(doing, e) : known.apply(e);
        }
    }
}
