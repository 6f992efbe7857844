package io.tenancy.audit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tenancy.authorization.Principal;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written into the audit log. Who did it comes from the bound principal, and when from the clock; the event says the
 * rest. Details are texts of at most 500 characters, whole numbers and booleans, under names that the action declares: never a secret,
 * never a row's content. Immutable and thread-safe.
 *
 * <pre>{@code
 * AuditEvent event = AuditEvent.of(VOIDED)
 *         .resource("invoice", invoiceId.toString())
 *         .detail("amountMinor", 4900)
 *         .reason("Charged twice")
 *         .build();
 * }</pre>
 */
public final class AuditEvent {
    private final Builder said;
    private final Map<String, Object> details;

    private AuditEvent(Builder said) {
        this.said = said;
        this.details = Collections.unmodifiableMap(new TreeMap<>(said.details));
    }

    /**
     * Begins an event.
     *
     * @param action what was done
     * @return a builder
     */
    public static Builder of(AuditAction action) {
        return new Builder(action);
    }

    /**
     * What was done.
     *
     * @return the action
     */
    public AuditAction action() {
        return said.action;
    }

    /**
     * How it ended.
     *
     * @return the outcome
     */
    public AuditOutcome outcome() {
        return said.outcome;
    }

    /**
     * Who did it, if not the bound principal.
     *
     * @return a name, or null
     */
    public @Nullable String actor() {
        return said.actor;
    }

    /**
     * The id of who did it, if not the bound principal.
     *
     * @return the id, or null
     */
    public @Nullable UUID actorId() {
        return said.actorId;
    }

    /**
     * For whom it was done, if somebody acts for somebody else.
     *
     * @return a name, or null
     */
    public @Nullable String onBehalfOf() {
        return said.onBehalfOf;
    }

    /**
     * Why.
     *
     * @return a sentence, or null
     */
    public @Nullable String reason() {
        return said.reason;
    }

    /**
     * From which network address.
     *
     * @return the address, or null
     */
    public @Nullable String address() {
        return said.address;
    }

    /**
     * With which program.
     *
     * @return what the client called itself, or null
     */
    public @Nullable String userAgent() {
        return said.userAgent;
    }

    /**
     * What kind of thing it was done to.
     *
     * @return the type, or null
     */
    public @Nullable String resourceType() {
        return said.resourceType;
    }

    /**
     * Which one.
     *
     * @return the id, or null
     */
    public @Nullable String resourceId() {
        return said.resourceId;
    }

    /**
     * What else is known.
     *
     * @return text, {@link Long} or {@link Boolean} by name, unmodifiable, sorted
     */
    public Map<String, Object> details() {
        return details;
    }

    @Override
    public String toString() {
        return said.action + " " + said.outcome;
    }

    /** Collects what an event says, and refuses at once what the log does not take. Not thread-safe, and good for one event. */
    public static final class Builder {
        private static final int LONGEST_NAME = 200;
        private static final int LONGEST_REASON = 1000;
        private static final int LONGEST_ADDRESS = 64;
        private static final int LONGEST_AGENT = 300;
        private static final int LONGEST_TYPE = 63;
        private static final int LONGEST_DETAIL = 500;
        private static final long LARGEST = (1L << 53) - 1;

        private final AuditAction action;
        private final Map<String, Object> details = new TreeMap<>();
        private AuditOutcome outcome = AuditOutcome.SUCCESS;
        private @Nullable String actor;
        private @Nullable UUID actorId;
        private @Nullable String onBehalfOf;
        private @Nullable String reason;
        private @Nullable String address;
        private @Nullable String userAgent;
        private @Nullable String resourceType;
        private @Nullable String resourceId;

        private Builder(AuditAction action) {
            this.action = Objects.requireNonNull(action, "action");
        }

        /**
         * How it ended; default SUCCESS.
         *
         * @param ended the outcome
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder outcome(AuditOutcome ended) {
            this.outcome = Objects.requireNonNull(ended, "ended");
            return this;
        }

        /**
         * Who did it; default the bound principal.
         *
         * @param principal who
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder actor(Principal principal) {
            this.actorId = principal.id();
            return actor(principal.name());
        }

        /**
         * Who did it, if it is no principal.
         *
         * @param name a person, a program or a gateway, such as {@code job:retention}; at most 200 characters
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder actor(String name) {
            this.actor = AuditText.require("actor", name, LONGEST_NAME);
            return this;
        }

        /**
         * For whom it was done: the one whom the actor impersonates.
         *
         * @param name at most 200 characters
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder onBehalfOf(String name) {
            this.onBehalfOf = AuditText.require("onBehalfOf", name, LONGEST_NAME);
            return this;
        }

        /**
         * Why.
         *
         * @param sentence at most 1,000 characters
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder reason(String sentence) {
            this.reason = AuditText.require("reason", sentence, LONGEST_REASON);
            return this;
        }

        /**
         * Where the request came from.
         *
         * @param clientAddress the network address, at most 64 characters
         * @param clientAgent what the client calls itself, or null; cut at 300 characters, with control characters replaced
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder from(String clientAddress, @Nullable String clientAgent) {
            this.address = AuditText.require("address", clientAddress, LONGEST_ADDRESS);
            this.userAgent =
                    clientAgent == null || clientAgent.isEmpty() ? null : AuditText.tame(clientAgent, LONGEST_AGENT);
            return this;
        }

        /**
         * What it was done to.
         *
         * @param type a kind of thing, at most 63 characters
         * @param id which one, at most 200 characters
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder resource(String type, String id) {
            this.resourceType = AuditText.require("resource type", type, LONGEST_TYPE);
            this.resourceId = AuditText.require("resource id", id, LONGEST_NAME);
            return this;
        }

        /**
         * Says a text.
         *
         * @param name declared by the action
         * @param value at most 500 characters
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder detail(String name, String value) {
            if (value.length() > LONGEST_DETAIL) {
                throw new IllegalArgumentException(
                        "Detail " + name + " has more than " + LONGEST_DETAIL + " characters");
            }
            return put(name, AuditText.keepable(name, value));
        }

        /**
         * Says a whole number.
         *
         * @param name declared by the action
         * @param value between -(2^53 - 1) and 2^53 - 1, which every reader of JSON understands
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder detail(String name, long value) {
            if (value > LARGEST || value < -LARGEST) {
                throw new IllegalArgumentException("Detail " + name + " is larger than 2^53 - 1");
            }
            return put(name, value);
        }

        /**
         * Says yes or no.
         *
         * @param name declared by the action
         * @param value yes or no
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder detail(String name, boolean value) {
            return put(name, value);
        }

        private Builder put(String name, Object value) {
            if (!action.details().contains(name)) {
                throw new IllegalArgumentException("Action " + action + " declares no detail " + name);
            }
            details.put(name, value);
            return this;
        }

        /**
         * Builds.
         *
         * @return the event
         */
        public AuditEvent build() {
            return new AuditEvent(copy());
        }

        private Builder copy() {
            Builder copy = new Builder(action);
            copy.details.putAll(details);
            copy.outcome = outcome;
            copy.actor = actor;
            copy.actorId = actorId;
            copy.onBehalfOf = onBehalfOf;
            copy.reason = reason;
            copy.address = address;
            copy.userAgent = userAgent;
            copy.resourceType = resourceType;
            copy.resourceId = resourceId;
            return copy;
        }
    }
}
