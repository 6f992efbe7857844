/**
 * Stateful fakes of payment providers, for tests and demonstrations without a network: each an HTTP server on the loopback that keeps
 * objects, follows a virtual clock, signs webhooks, and can be told to fail in the ways that cost money.
 *
 * <pre>{@code
 * try (FakeStripe stripe = FakeStripe.start(clock)) {
 *     // point your client at stripe.baseUrl(), with the key stripe.apiKey()
 *     stripe.fail(Fault.lostAnswer().on("POST", "/v1/subscriptions"));
 *     stripe.advance(Duration.ofDays(14));
 *     List<EmittedWebhook> webhooks = stripe.takeWebhooks();
 * }
 * }</pre>
 *
 * <p>{@link io.tenancy.testing.support.provider.FakeProvider} is what all of them have in common.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.testing.support.provider;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
