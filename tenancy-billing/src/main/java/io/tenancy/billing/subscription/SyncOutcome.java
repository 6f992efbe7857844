package io.tenancy.billing.subscription;

/** What came of asking a gateway for one of its objects. Immutable. */
public sealed interface SyncOutcome {
    /**
     * It was asked and applied.
     *
     * @param changed whether that made a difference
     */
    record Applied(boolean changed) implements SyncOutcome {
        @Override
        public String toString() {
            return changed ? "applied" : "no difference";
        }
    }

    /** Somebody asked later than we did, and theirs counts. */
    record Overtaken() implements SyncOutcome {
        @Override
        public String toString() {
            return "asked again later";
        }
    }

    /**
     * Nothing to be done.
     *
     * @param why in a few words
     */
    record Ignored(String why) implements SyncOutcome {
        @Override
        public String toString() {
            return why;
        }
    }

    /**
     * It says something that only a person can explain: a price or a reference that we never gave. Nothing was changed.
     *
     * @param why in a few words
     */
    record Unexplained(String why) implements SyncOutcome {}

    /**
     * It could not be asked.
     *
     * @param why in a few words
     */
    record Failed(String why) implements SyncOutcome {}
}
