package io.tenancy.billing;

import java.time.Instant;
import java.util.Objects;

/**
 * What a change of plan costs, as the gateway reckons it. Immutable.
 *
 * @param dueNow what is charged at once; negative if something is left in the customer's favour
 * @param perPeriod what is charged for each period afterwards
 * @param asOf the instant it was reckoned for; a change that names it costs exactly this
 */
public record ChangePreview(Money dueNow, Money perPeriod, Instant asOf) {
    /**
     * Checks the components.
     *
     * @param dueNow at once
     * @param perPeriod afterwards
     * @param asOf for when
     */
    public ChangePreview {
        Objects.requireNonNull(dueNow, "dueNow");
        Objects.requireNonNull(perPeriod, "perPeriod");
        Objects.requireNonNull(asOf, "asOf");
    }
}
