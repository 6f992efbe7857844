package io.tenancy.jdbc.internal.transaction;

import io.tenancy.jdbc.failure.TenantSqlException;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;

/** Lets jOOQ throw our own exceptions where JDBC had to wrap them. */
public final class UncheckedReasons implements ExecuteListener {
    private static final long serialVersionUID = 1L;

    /** Makes the listener. */
    public UncheckedReasons() {}

    @Override
    public void exception(ExecuteContext context) {
        if (context.sqlException() instanceof TenantSqlException tenant) {
            context.exception(tenant.reason());
        }
    }
}
