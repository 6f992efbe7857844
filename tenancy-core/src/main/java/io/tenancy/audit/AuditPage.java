package io.tenancy.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of events.
 *
 * @param items the latest first
 * @param nextCursor for {@link AuditQuery#after}; null on the last page
 */
public record AuditPage(List<AuditEntry> items, @Nullable String nextCursor) {
    /**
     * Copies the list.
     *
     * @param items the events
     * @param nextCursor the cursor, or null
     */
    public AuditPage {
        items = List.copyOf(items);
    }
}
