package io.tenancy.billing;

import java.util.List;

/** Whether a request really is the gateway's, and what it says. Immutable. */
public sealed interface WebhookVerdict {
    /**
     * It is the gateway's; or the gateway does not sign, and this is a hint to ask.
     *
     * @param events what it says; may be none
     */
    record Accepted(List<ProviderEvent> events) implements WebhookVerdict {
        /**
         * Takes the component.
         *
         * @param events what it says
         */
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * It is not, or cannot be read.
     *
     * @param why for the log: no content, and nothing that helps whoever forges
     */
    record Rejected(Why why) implements WebhookVerdict {}

    /** Why a request is rejected. */
    enum Why {
        /** Not the method the gateway uses. */
        METHOD,
        /** The signature is missing or cannot be read. */
        UNSIGNED,
        /** The signature is of something else. */
        FORGED,
        /** It was signed too long ago, or in the future. */
        STALE,
        /** Signed, but not what we understand. */
        UNREADABLE
    }

    /**
     * It says one thing.
     *
     * @param event what
     * @return the verdict
     */
    static WebhookVerdict accepted(ProviderEvent event) {
        return new Accepted(List.of(event));
    }

    /**
     * It is not believed.
     *
     * @param why for the log
     * @return the verdict
     */
    static WebhookVerdict rejected(Why why) {
        return new Rejected(why);
    }
}
