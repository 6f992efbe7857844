/**
 * What comes from gateways: {@link io.tenancy.billing.webhook.WebhookReceiver} takes a request of any HTTP server, verifies it, writes it
 * down and answers; {@link io.tenancy.billing.webhook.EventWorker} asks the gateway afterwards.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
