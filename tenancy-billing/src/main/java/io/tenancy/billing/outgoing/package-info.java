/**
 * Webhooks to tenants' own systems, to the letter of Standard Webhooks: {@link io.tenancy.billing.outgoing.SigningKey} signs ({@code v1}
 * and {@code v1a}), {@link io.tenancy.billing.outgoing.MessageSignature} makes and checks the headers, and
 * {@link io.tenancy.billing.outgoing.TargetGuard} keeps calls away from everything that is not the public internet.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.outgoing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
