package io.tenancy.jdbc.internal.usage;

import io.tenancy.tenant.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of which something was refused lately. Nothing is decided by it: whoever asks for more of one of them goes to the function at
 * once, which tells the numbers of a refusal, and saves the round trip of a plain statement that would find no room. Thread-safe.
 */
final class FullCounters {
    /** Far more than are full at a time in one node; beyond, all are forgotten, which costs each a round trip. */
    private static final int MOST = 10_000;

    private final Set<Counter> refused = ConcurrentHashMap.newKeySet();

    /** One counter. */
    record Counter(TenantId tenant, String meter, Instant periodStart) {}

    static Counter counter(TenantId tenant, Measure measure) {
        return new Counter(tenant, measure.meter().key(), measure.slot().start());
    }

    boolean contains(Counter counter) {
        return !refused.isEmpty() && refused.contains(counter);
    }

    /** Writes down how it went. */
    void note(Counter counter, boolean isFull) {
        if (!isFull) {
            boolean unused = refused.remove(counter);
            return;
        }
        if (refused.size() >= MOST) {
            refused.clear();
        }
        boolean unused = refused.add(counter);
    }
}
