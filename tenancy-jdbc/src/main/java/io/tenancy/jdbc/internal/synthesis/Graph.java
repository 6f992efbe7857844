package io.tenancy.jdbc.internal.synthesis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which tables refer to which, on whatever way. Not thread-safe. */
final class Graph {
    private final Map<Long, Shape> shapes;
    private final Map<Long, Set<Long>> reached = new HashMap<>();

    Graph(Map<Long, Shape> shapes) {
        this.shapes = shapes;
    }

    /** Whether a table's rows refer to another's, directly or through others. */
    boolean reaches(long from, long to) {
        return reached.computeIfAbsent(from, this::all).contains(to);
    }

    private Set<Long> all(long from) {
        Set<Long> found = new HashSet<>();
        Deque<Long> next = new ArrayDeque<>(Set.of(from));
        while (!next.isEmpty()) {
            Shape shape = shapes.get(next.pop());
            if (shape != null) {
                shape.links().stream().map(Link::parent).filter(found::add).forEach(next::push);
            }
        }
        return found;
    }
}
