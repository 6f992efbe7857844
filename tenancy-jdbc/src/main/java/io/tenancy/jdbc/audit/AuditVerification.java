package io.tenancy.jdbc.audit;

import java.util.List;

/**
 * What verifying a chain found.
 *
 * @param chain which chain
 * @param removed how many events at the beginning are gone because their time was over; the chain is verified from there on
 * @param events how many events were looked at
 * @param head where the chain ends
 * @param waiting how many events wait to be chained
 * @param breaks where it is broken, at most {@value #MOST_BREAKS}; none if it is whole
 */
public record AuditVerification(
        AuditChain chain, long removed, long events, AuditHead head, long waiting, List<AuditBreak> breaks) {
    /** After so many breaks, the rest is not told. */
    public static final int MOST_BREAKS = 100;

    /**
     * Copies the list.
     *
     * @param chain which chain
     * @param removed how many were removed
     * @param events how many were looked at
     * @param head where it ends
     * @param waiting how many wait
     * @param breaks where it is broken
     */
    public AuditVerification {
        breaks = List.copyOf(breaks);
    }

    /**
     * Whether the chain is whole.
     *
     * @return true if no break was found
     */
    public boolean isWhole() {
        return breaks.isEmpty();
    }
}
