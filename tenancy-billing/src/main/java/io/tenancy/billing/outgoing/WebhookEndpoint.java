package io.tenancy.billing.outgoing;

import io.tenancy.billing.internal.Database;
import io.tenancy.billing.internal.Row;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant wants its messages. Immutable; without its secrets.
 *
 * @param id its id
 * @param url where to; its path and query may let in whoever has them, so {@link #toString()} leaves them away
 * @param eventTypes what it wants, as {@code invoice.paid} or {@code invoice.*}; empty for everything
 * @param disabledFor null while it is enabled
 * @param failures how many attempts failed since the last that did not
 * @param failingSince when the first of them was, or null
 */
public record WebhookEndpoint(
        UUID id,
        String url,
        Set<String> eventTypes,
        @Nullable Reason disabledFor,
        int failures,
        @Nullable Instant failingSince) {

    /** Why nothing is sent. */
    public enum Reason {
        /** Somebody switched it off. */
        ASKED,
        /** It answered 410. */
        GONE,
        /** It failed for days. */
        FAILING
    }

    /**
     * Copies the types.
     *
     * @param id its id
     * @param url where to
     * @param eventTypes what it wants
     * @param disabledFor null while it is enabled
     * @param failures how many attempts failed in a row
     * @param failingSince when the first of them was, or null
     */
    public WebhookEndpoint {
        eventTypes = Set.copyOf(eventTypes);
    }

    static WebhookEndpoint of(Row row) {
        String types = row.get("types", String.class);
        String reason = row.orNull("disabled_for", String.class);
        return new WebhookEndpoint(
                row.get("id", UUID.class),
                row.get("url", String.class),
                types.isEmpty() ? Set.of() : Set.of(types.split(",", -1)),
                reason == null ? null : Reason.valueOf(reason),
                row.get("failures", Integer.class),
                Database.instant(row, "failing_since"));
    }

    /** Without path and query. */
    @Override
    public String toString() {
        return id + " at " + URI.create(url).getHost() + (disabledFor == null ? "" : ", disabled: " + disabledFor);
    }
}
