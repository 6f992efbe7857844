package io.tenancy.billing.subscription;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.tenancy.billing.GatewayAnswer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Calls to gateways, made again with growing pauses where that is harmless, and not made at all for a while after too many failed: a
 * circuit for each gateway, which opens when half of the last twenty calls came to nothing. Thread-safe.
 */
final class GatewayCalls {
    private static final int WINDOW = 20;
    private static final int HALF = 50;

    private final Resilience resilience;
    private final Retry again;
    private final Retry unsent;
    private final ConcurrentHashMap<String, CircuitBreaker> circuits = new ConcurrentHashMap<>();

    GatewayCalls(Resilience resilience) {
        this.resilience = resilience;
        this.again = Retry.of("repeatable", config(resilience, true));
        this.unsent = Retry.of("unsent", config(resilience, false));
    }

    private static RetryConfig config(Resilience resilience, boolean repeatable) {
        return RetryConfig.<GatewayAnswer<?>>custom()
                .maxAttempts(resilience.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(resilience.firstPause(), 2.0, 0.5))
                .retryOnResult(answer -> answer instanceof GatewayAnswer.Unavailable
                        || (repeatable && answer instanceof GatewayAnswer.Unknown))
                .retryOnException(e -> false)
                .build();
    }

    /**
     * Makes a call.
     *
     * @param repeatable whether a call whose outcome is unknown may be made again: it has a key, or changes nothing
     */
    <T> GatewayAnswer<T> make(String gateway, boolean repeatable, Supplier<GatewayAnswer<T>> call) {
        CircuitBreaker circuit = circuits.computeIfAbsent(gateway, this::circuit);
        Retry retry = repeatable ? again : unsent;
        return retry.executeSupplier(() -> {
            try {
                return circuit.executeSupplier(call);
            } catch (CallNotPermittedException e) {
                return new GatewayAnswer.Unavailable<>("circuit open");
            }
        });
    }

    private CircuitBreaker circuit(String name) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(WINDOW)
                        .failureRateThreshold(HALF)
                        .waitDurationInOpenState(resilience.openFor())
                        .recordResult(answer ->
                                answer instanceof GatewayAnswer.Unknown || answer instanceof GatewayAnswer.Unavailable)
                        .build());
    }
}
