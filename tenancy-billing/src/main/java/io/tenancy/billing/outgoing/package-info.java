/**
 * Webhooks to tenants' own systems, to the letter of Standard Webhooks.
 *
 * <ul>
 *   <li>{@link io.tenancy.billing.outgoing.WebhookEndpoints}: where a tenant wants its messages, and with which key they are signed.
 *   <li>{@link io.tenancy.billing.outgoing.OutgoingWebhooks}: writes a message with the business transaction, lists and replays.
 *   <li>{@link io.tenancy.billing.outgoing.WebhookWorker}: sends, tries again, gives up.
 *   <li>{@link io.tenancy.billing.outgoing.SigningKey} and {@link io.tenancy.billing.outgoing.MessageSignature}: the signatures.
 *   <li>{@link io.tenancy.billing.outgoing.TargetGuard}: keeps calls away from everything that is not the public internet.
 * </ul>
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.outgoing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
