package io.tenancy.cli.lint;

import io.tenancy.cli.lint.Catalog.Policy;
import io.tenancy.cli.lint.Catalog.Table;
import java.util.List;

/** Whether a table's policies, taken together, hold the application to the bound tenant. */
final class PolicySet {
    private final Catalog catalog;
    private final Table table;
    private final TenantCondition condition;

    PolicySet(Catalog catalog, Table table) {
        this.catalog = catalog;
        this.table = table;
        String column = catalog.tenantColumn(table.name);
        this.condition = new TenantCondition(column == null ? "" : column, catalog.returningSetting);
    }

    /** What is missing, as a phrase; empty if nothing is. */
    String gap() {
        if (!table.secured) {
            return "row level security is not enabled";
        }
        if (!table.forced) {
            return "row level security is not forced";
        }
        if (table.policies.isEmpty()) {
            return "it has no policy";
        }
        for (String command : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
            if (!isHeld(command)) {
                return "its policies do not hold " + command + " to the tenant";
            }
        }
        return "";
    }

    private boolean isHeld(String command) {
        List<Policy> applied = table.policies.values().stream()
                .filter(policy -> catalog.isApp(policy.roles()))
                .filter(policy ->
                        policy.command().equals("ALL") || policy.command().equals(command))
                .toList();
        return applied.stream().anyMatch(policy -> policy.restrictive() && holds(policy, command))
                || applied.stream().filter(policy -> !policy.restrictive()).allMatch(policy -> holds(policy, command));
    }

    private boolean holds(Policy policy, String command) {
        Expr written = policy.check() == null ? policy.using() : policy.check();
        return switch (command) {
            case "SELECT", "DELETE" -> condition.holds(policy.using());
            case "INSERT" -> condition.holds(written);
            default -> condition.holds(policy.using()) && condition.holds(written);
        };
    }

    /** Whether a permissive policy forgets the tenant, alone or beside a floor. */
    boolean forgets(Policy policy) {
        boolean reads = !policy.command().equals("INSERT");
        boolean writes = !policy.command().equals("SELECT") && !policy.command().equals("DELETE");
        Expr written = policy.check() == null ? policy.using() : policy.check();
        return !policy.restrictive()
                && catalog.isApp(policy.roles())
                && ((reads && !condition.holds(policy.using())) || (writes && !condition.holds(written)));
    }
}
