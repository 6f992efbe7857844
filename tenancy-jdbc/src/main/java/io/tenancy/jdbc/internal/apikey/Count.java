package io.tenancy.jdbc.internal.apikey;

import io.tenancy.jdbc.internal.apikey.KeyActivity.Use;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The uses of one key that are not written yet. Thread-safe. */
final class Count {
    private final UUID tenant;
    private final UUID key;
    private long accepted;
    private long refused;
    private Instant last = Instant.EPOCH;
    private Instant written = Instant.MIN;
    private boolean retired;

    Count(UUID tenant, UUID key) {
        this.tenant = tenant;
        this.key = key;
    }

    /** False if this count is out of the books: whoever adds has to open another. */
    synchronized boolean add(boolean isAccepted, Instant now) {
        if (retired) {
            return false;
        }
        accepted += isAccepted ? 1 : 0;
        refused += isAccepted ? 0 : 1;
        last = now.isAfter(last) ? now : last;
        return true;
    }

    /** What there is to write, if the last time was before some instant. */
    synchronized @Nullable Use take(Instant due, Instant now) {
        if (accepted + refused == 0 || written.isAfter(due)) {
            return null;
        }
        Use use = new Use(tenant, key, accepted, refused, last);
        accepted = 0;
        refused = 0;
        written = now;
        return use;
    }

    synchronized void giveBack(Use use) {
        accepted += use.accepted();
        refused += use.refused();
        last = use.last().isAfter(last) ? use.last() : last;
    }

    /** Takes a count out of the books that has nothing to write and had nothing since some instant. */
    synchronized boolean retire(Instant due) {
        retired = accepted + refused == 0 && !written.isAfter(due);
        return retired;
    }
}
