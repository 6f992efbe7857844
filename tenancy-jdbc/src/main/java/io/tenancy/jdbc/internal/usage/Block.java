package io.tenancy.jdbc.internal.usage;

import io.tenancy.tenant.Tenant;
import io.tenancy.usage.Meter;
import io.tenancy.usage.UsagePeriod;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Units of one tenant's meter and period that this node gives out by itself. How much it opens at a time doubles while it is used up
 * within a second, so that a node that dies takes little with it where little is used. Thread-safe; refilled under its lock.
 */
final class Block {
    private static final int FIRST_CHUNK = 16;

    final Tenant tenant;
    final Meter meter;
    final UsagePeriod slot;
    final UUID id;
    private final AtomicLong left = new AtomicLong();
    private volatile long usedWhenEmpty;
    private volatile boolean touched;
    private long chunk = FIRST_CHUNK;
    private long refilledAt;
    private boolean closed;

    Block(Tenant tenant, Meter meter, UsagePeriod slot, UUID id) {
        this.tenant = tenant;
        this.meter = meter;
        this.slot = slot;
        this.id = id;
    }

    /** Gives units out; -1 if there are not so many, else how many the tenant has used then, as far as this node knows. */
    long take(long amount) {
        while (true) {
            long now = left.get();
            if (now < amount) {
                return -1;
            }
            if (left.compareAndSet(now, now - amount)) {
                if (!touched) {
                    touched = true;
                }
                return usedWhenEmpty - (now - amount);
            }
        }
    }

    void putBack(long amount) {
        left.addAndGet(amount);
    }

    /** How many units to ask for; under the lock. */
    long nextChunk(long need, long nanoTime, long second) {
        if (refilledAt != 0 && nanoTime - refilledAt < second) {
            chunk = Math.min(chunk * 2, meter.block());
        } else if (refilledAt != 0) {
            chunk = Math.max(Math.min(FIRST_CHUNK, meter.block()), chunk / 2);
        }
        refilledAt = nanoTime;
        return Math.max(need, Math.min(chunk, meter.block()));
    }

    void refill(long opened, long used) {
        usedWhenEmpty = used;
        left.addAndGet(opened);
    }

    long left() {
        return left.get();
    }

    /** Whether nobody took anything since this was asked last. */
    boolean isIdle() {
        boolean idle = !touched;
        touched = false;
        return idle;
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes all that is left, for giving it back; under the lock. Whoever puts back later puts into nothing. */
    long close() {
        closed = true;
        return left.getAndSet(0);
    }

    void reopen(long unused) {
        closed = false;
        left.addAndGet(unused);
    }
}
