package io.tenancy.jdbc.audit;

/**
 * A place where a chain is broken.
 *
 * @param sequence the place, from 1
 * @param kind what is wrong there
 */
public record AuditBreak(long sequence, Kind kind) {
    /** What can be wrong with a place of a chain. */
    public enum Kind {
        /** The event there does not say what was hashed, or stands behind another than it was chained to. */
        CHANGED("the event was changed, or stands in another's place"),
        /** There is no event, though there are later ones. */
        MISSING("the event is missing"),
        /** There is no event, and none later, though the chain has been longer. */
        CUT_OFF("the chain was longer once: from here on it is cut off"),
        /** The last event is not the one that the chain's end says. */
        END_DIFFERS("the last event is not the one at which the chain ended"),
        /** The chain says that events were removed up to here, and no event of it says so. */
        REMOVED("everything up to here is gone, and not because its time was over"),
        /** The event is not the one that stood here when the chain was anchored. */
        ANCHOR_DIFFERS("another event stood here when the chain was anchored");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /**
         * What it means.
         *
         * @return a clause in English
         */
        public String sentence() {
            return sentence;
        }
    }

    @Override
    public String toString() {
        return "event " + sequence + ": " + kind.sentence();
    }
}
