package io.tenancy.cli.lint;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition holds rows to the bound tenant: whether it implies that the tenant column equals the tenant setting. Beside the
 * setting itself, functions that return it count.
 */
final class TenantCondition {
    static final String SETTING = "tenancy.tenant_id";

    private final String tenantColumn;
    private final Set<Name> returningSetting;

    TenantCondition(String tenantColumn, Set<Name> returningSetting) {
        this.tenantColumn = tenantColumn;
        this.returningSetting = returningSetting;
    }

    boolean holds(@Nullable Expr condition) {
        if (condition instanceof Expr.And and) {
            return holds(and.left()) || holds(and.right());
        }
        if (condition instanceof Expr.Or or) {
            return holds(or.left()) && holds(or.right());
        }
        if (condition instanceof Expr.Equal equal) {
            return (isTenant(equal.left()) && isSetting(equal.right(), returningSetting))
                    || (isTenant(equal.right()) && isSetting(equal.left(), returningSetting));
        }
        return condition instanceof Expr.Bool bool && !bool.value();
    }

    private boolean isTenant(Expr expression) {
        Expr bare = expression instanceof Expr.Cast cast ? cast.of() : expression;
        return bare instanceof Expr.Column column && column.name().equals(tenantColumn);
    }

    static boolean isSetting(@Nullable Expr expression, Set<Name> returning) {
        if (expression instanceof Expr.Cast cast) {
            return isSetting(cast.of(), returning);
        }
        if (expression instanceof Expr.Select select) {
            return isSetting(select.value(), returning);
        }
        if (!(expression instanceof Expr.Call call)) {
            return false;
        }
        if (call.is("pg_catalog", "nullif") && !call.arguments().isEmpty()) {
            return isSetting(call.arguments().get(0).value(), returning);
        }
        boolean own = call.is("pg_catalog", "current_setting")
                && call.argument("setting_name", 0)
                        .flatMap(Expr::literal)
                        .filter(SETTING::equals)
                        .isPresent();
        return own || returning.contains(call.function());
    }

    /** Whether a policy has a sub-select, which a partitioned or distributed table cannot use. */
    static boolean hasSelect(@Nullable Expr condition) {
        return condition != null && condition.all().anyMatch(Expr.Select.class::isInstance);
    }
}
