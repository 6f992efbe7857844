package io.tenancy.jdbc.provision;

import io.tenancy.entitlement.Entitlement;
import io.tenancy.tenant.TenantId;
import io.tenancy.tenant.TenantKey;
import java.util.List;
import java.util.Objects;

/**
 * One tenant's move to another version of its plan, and what it changes for the tenant. Immutable.
 *
 * @param tenant the tenant
 * @param key its key
 * @param from the version that it held
 * @param to the version that it holds now, or would
 * @param changes the features whose value differs; empty if the tenant notices nothing
 */
public record PlanMove(TenantId tenant, TenantKey key, int from, int to, List<Change> changes) {
    /**
     * Checks the components.
     *
     * @param tenant the tenant
     * @param key its key
     * @param from the version before
     * @param to the version after
     * @param changes what differs
     */
    public PlanMove {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(key, "key");
        changes = List.copyOf(changes);
    }

    /**
     * One feature that differs.
     *
     * @param before what the tenant had
     * @param after what it has then
     */
    public record Change(Entitlement before, Entitlement after) {
        /**
         * Checks the components.
         *
         * @param before what the tenant had
         * @param after what it has then
         */
        public Change {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }

        /** As {@code users: 2 -> 5}. */
        @Override
        public String toString() {
            return before.feature().key() + ": " + before.feature().format(before.value()) + " -> "
                    + after.feature().format(after.value());
        }
    }
}
