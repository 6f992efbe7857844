package io.tenancy.testing.support;

import java.util.ArrayList;
import java.util.List;

/** Counts flights, and remembers the first messages of them; bounded, so that a soak test may run through it. Thread-safe. */
final class FlightRecorder {
    private final List<Entry> entries = new ArrayList<>();
    private long roundTrips;
    private int remembered;

    /** A flight that is being sent. */
    static final class Entry {
        private final int connection;
        private final List<Flight.Message> messages = new ArrayList<>();

        private Entry(int connection) {
            this.connection = connection;
        }
    }

    synchronized Entry begin(int connection) {
        roundTrips++;
        Entry entry = new Entry(connection);
        if (remembered < WireProxy.REMEMBERED) {
            entries.add(entry);
        }
        return entry;
    }

    synchronized void add(Entry entry, Flight.Message message) {
        if (remembered < WireProxy.REMEMBERED && !repeatsCopyData(entry, message)) {
            remembered++;
            entry.messages.add(message);
        }
    }

    private static boolean repeatsCopyData(Entry entry, Flight.Message message) {
        int size = entry.messages.size();
        return message.type() == 'd' && size > 0 && entry.messages.get(size - 1).type() == 'd';
    }

    synchronized long roundTrips() {
        return roundTrips;
    }

    synchronized WireCount count() {
        return new WireCount(
                roundTrips,
                entries.stream()
                        .map(entry -> new Flight(entry.connection, entry.messages))
                        .toList());
    }

    synchronized void reset() {
        entries.clear();
        roundTrips = 0;
        remembered = 0;
    }
}
