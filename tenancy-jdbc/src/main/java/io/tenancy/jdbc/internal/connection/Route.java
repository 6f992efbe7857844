package io.tenancy.jdbc.internal.connection;

import io.tenancy.context.TenantBinding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was decided for one execution. */
record Route(Form form, SqlText text, @Nullable ContextSql contextOrNull) {
    static Route withoutTenant(SqlText text) {
        return new Route(Form.PLAIN, text, null);
    }

    /** The context to send; there is one on every form but the plain one. */
    ContextSql context() {
        return Objects.requireNonNull(contextOrNull, "context");
    }

    @Nullable
    TenantBinding bindingOrNull() {
        return contextOrNull == null ? null : contextOrNull.binding();
    }
}
