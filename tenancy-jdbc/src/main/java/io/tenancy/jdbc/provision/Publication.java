package io.tenancy.jdbc.provision;

import io.tenancy.entitlement.Plan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became, or would become, of one plan that was published. Immutable.
 *
 * @param before the newest version until then; null if there was none
 * @param after the newest version from then on; the same if it says the same
 */
public record Publication(@Nullable Plan before, Plan after) {
    /**
     * Checks the components.
     *
     * @param before the newest version until then
     * @param after the newest version from then on
     */
    public Publication {
        Objects.requireNonNull(after, "after");
    }

    /**
     * Whether a version was made.
     *
     * @return false if the newest version said the same already
     */
    public boolean isNew() {
        return before == null || before.version() != after.version();
    }
}
