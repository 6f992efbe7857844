package io.tenancy.jdbc.internal.authorization;

import java.util.Collection;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.UUID;

/** Ids in order, 16 bytes each, found by bisection. Immutable. */
final class IdTable {
    private final long[] halves;

    IdTable(Collection<UUID> ids) {
        TreeSet<UUID> sorted = new TreeSet<>(ids);
        this.halves = new long[sorted.size() * 2];
        Iterator<UUID> next = sorted.iterator();
        for (int i = 0; next.hasNext(); i++) {
            UUID id = next.next();
            halves[2 * i] = id.getMostSignificantBits();
            halves[2 * i + 1] = id.getLeastSignificantBits();
        }
    }

    int size() {
        return halves.length / 2;
    }

    UUID get(int place) {
        return new UUID(halves[2 * place], halves[2 * place + 1]);
    }

    /** The place of an id, or less than zero. UUIDs compare as two signed numbers. */
    int find(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        int from = 0;
        int to = size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Long.compare(halves[2 * middle], high);
            if (order == 0) {
                order = Long.compare(halves[2 * middle + 1], low);
            }
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -1;
    }
}
