package io.tenancy.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of the gateway where somebody begins to pay. Immutable.
 *
 * @param id the gateway's id of the page, or of what is paid there
 * @param url where to send the browser
 * @param expiresAt until when; null if it does not say
 */
public record CheckoutPage(
        String id, SecretUrl url, @Nullable Instant expiresAt) {}
