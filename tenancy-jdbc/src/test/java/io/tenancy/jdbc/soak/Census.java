package io.tenancy.jdbc.soak;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened, and keeps what must not have happened. Thread-safe. */
final class Census {
    private static final int KEPT = 20;

    private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Census() {
        for (Event event : Event.values()) {
            counts.put(event, new LongAdder());
        }
    }

    void count(Event event) {
        count(event, 1);
    }

    void count(Event event, long times) {
        counts.get(event).add(times);
    }

    long of(Event event) {
        return counts.get(event).sum();
    }

    /** A row of another tenant was seen or written, or a context was left behind. */
    void leak(String what) {
        leaks.add(what);
    }

    /** Something failed that nobody made fail. */
    void failed(Throwable failure) {
        if (failures.size() < KEPT) {
            failures.add(failure);
        }
    }

    Queue<String> leaks() {
        return leaks;
    }

    Queue<Throwable> failures() {
        return failures;
    }

    @Override
    public String toString() {
        return counts + ", leaks=" + leaks.size() + " "
                + leaks.stream().limit(KEPT).toList() + ", failures=" + failures.size();
    }
}
