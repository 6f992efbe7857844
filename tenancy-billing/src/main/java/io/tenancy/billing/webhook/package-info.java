/**
 * What comes from gateways: {@link io.tenancy.billing.webhook.WebhookReceiver} takes a request of any HTTP server, verifies it, writes it
 * down and answers; {@link io.tenancy.billing.webhook.EventWorker} asks the gateway afterwards, and
 * {@link io.tenancy.billing.webhook.Events} shows and replays what came.
 */
@NullMarked
@CheckReturnValue
package io.tenancy.billing.webhook;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
