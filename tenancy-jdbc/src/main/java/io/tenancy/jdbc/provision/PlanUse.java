package io.tenancy.jdbc.provision;

import io.tenancy.entitlement.Plan;
import java.util.Objects;

/**
 * A published version, and how many hold it. Immutable.
 *
 * @param plan the version
 * @param tenants how many tenants hold it; of an add-on, how many times it is held
 * @param newest whether it is the newest of its plan
 */
public record PlanUse(Plan plan, long tenants, boolean newest) {
    /**
     * Checks the components.
     *
     * @param plan the version
     * @param tenants how many
     * @param newest whether it is the newest
     */
    public PlanUse {
        Objects.requireNonNull(plan, "plan");
    }
}
