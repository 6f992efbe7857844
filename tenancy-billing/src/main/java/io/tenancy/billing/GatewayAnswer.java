package io.tenancy.billing;

import java.util.Objects;
import java.util.function.Function;

/**
 * What came of a call to a gateway. A gateway never throws for what a gateway may do to us: every outcome is one of these, so that a caller
 * cannot forget the one that costs money, {@link Unknown}. Immutable.
 *
 * <pre>{@code
 * switch (gateway.subscription(id)) {          // or: answer.require()
 *     case GatewayAnswer.Done<ProviderSubscription> done -> apply(done.value());
 *     ...
 * }
 * }</pre>
 *
 * @param <T> what a call that was carried out gives
 */
public sealed interface GatewayAnswer<T> {
    /**
     * Carried out.
     *
     * @param value what it gave
     * @param <T> its type
     */
    record Done<T>(T value) implements GatewayAnswer<T> {
        /**
         * Checks the component.
         *
         * @param value what it gave
         */
        public Done {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * The gateway said no, and has changed nothing: a refused card, an unknown id. The same call gets the same answer.
     *
     * @param reason the kind of refusal
     * @param code the gateway's own word, such as {@code card_declined}; no content
     * @param <T> what it would have given
     */
    record Refused<T>(Reason reason, String code) implements GatewayAnswer<T> {}

    /** Why a gateway says no. */
    enum Reason {
        /** The payment was not accepted: card, limit, fraud check. */
        PAYMENT,
        /** There is no such object. */
        NOT_FOUND,
        /** The object is not in a state that allows it, or the key was used for something else. */
        CONFLICT,
        /** The keys are wrong or may not do this. */
        CREDENTIALS,
        /** It does not understand what was asked. */
        REQUEST
    }

    /**
     * This gateway cannot do that, by its {@linkplain GatewayProfile profile}; nobody was asked.
     *
     * @param capability what it lacks
     * @param <T> what it would have given
     */
    record Unsupported<T>(Capability capability) implements GatewayAnswer<T> {}

    /**
     * Not carried out, for now: no connection, too many requests, circuit open. Trying again is harmless.
     *
     * @param why for the log, no content
     * @param <T> what it would have given
     */
    record Unavailable<T>(String why) implements GatewayAnswer<T> {}

    /**
     * Nobody knows: the request was sent and no answer came, or one that says the gateway itself failed. Whoever tries again without the
     * same key, or without looking first, may do it twice.
     *
     * @param why for the log, no content
     * @param <T> what it would have given
     */
    record Unknown<T>(String why) implements GatewayAnswer<T> {}

    /**
     * Carried out.
     *
     * @param value what it gave
     * @param <T> its type
     * @return the answer
     */
    static <T> GatewayAnswer<T> done(T value) {
        return new Done<>(value);
    }

    /**
     * Not what this gateway can do.
     *
     * @param capability what it lacks
     * @param <T> what it would have given
     * @return the answer
     */
    static <T> GatewayAnswer<T> unsupported(Capability capability) {
        return new Unsupported<>(capability);
    }

    /**
     * What it gave, or an exception that says what else came of it.
     *
     * @return the value
     * @throws GatewayCallException if it was not carried out, or nobody knows
     */
    default T require() {
        if (this instanceof Done<T> done) {
            return done.value();
        }
        throw GatewayCallException.of(this);
    }

    /**
     * Whether it was carried out.
     *
     * @return true for {@link Done}
     */
    default boolean isDone() {
        return this instanceof Done;
    }

    /**
     * The same answer with another value.
     *
     * @param change makes it from the value
     * @param <R> its type
     * @return the answer
     */
    default <R> GatewayAnswer<R> map(Function<? super T, ? extends R> change) {
        return then(value -> new Done<R>(change.apply(value)));
    }

    /**
     * What follows if it was carried out; otherwise the same answer.
     *
     * @param next the next call
     * @param <R> what that gives
     * @return the answer
     */
    default <R> GatewayAnswer<R> then(Function<? super T, GatewayAnswer<R>> next) {
        if (this instanceof Done<T> done) {
            return next.apply(done.value());
        } else if (this instanceof Refused<T> refused) {
            return new Refused<>(refused.reason(), refused.code());
        } else if (this instanceof Unsupported<T> unsupported) {
            return new Unsupported<>(unsupported.capability());
        } else if (this instanceof Unavailable<T> unavailable) {
            return new Unavailable<>(unavailable.why());
        } else if (this instanceof Unknown<T> unknown) {
            return new Unknown<>(unknown.why());
        }
        throw new IllegalStateException("a sixth kind of answer: " + getClass());
    }
}
