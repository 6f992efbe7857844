package io.tenancy.jdbc.internal.authorization;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The branches of a tenant, numbered so that a branch is below another if its number lies within the other's. Immutable. */
final class BranchTree {
    private final IdTable ids;
    private final int[] first;
    private final int[] last;

    BranchTree(Map<UUID, @Nullable UUID> parents) {
        this.ids = new IdTable(parents.keySet());
        this.first = new int[ids.size()];
        this.last = new int[ids.size()];
        Map<UUID, List<UUID>> children = new HashMap<>();
        Deque<UUID> open = new ArrayDeque<>();
        parents.forEach((id, parent) -> {
            if (parent == null) {
                open.push(id);
            } else {
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(id);
            }
        });
        number(open, children);
    }

    /** Depth first: a branch is entered when it is met first, and left when it is met again, below it everything numbered. */
    private void number(Deque<UUID> open, Map<UUID, List<UUID>> children) {
        int next = 1;
        while (!open.isEmpty()) {
            UUID id = open.element();
            int place = ids.find(id);
            if (first[place] == 0) {
                first[place] = next++;
                children.getOrDefault(id, List.of()).forEach(open::push);
            } else {
                last[place] = next - 1;
                open.pop();
            }
        }
    }

    /** The place of a branch, or less than zero. */
    int find(UUID branch) {
        return ids.find(branch);
    }

    boolean isWithin(int branch, int above) {
        return first[above] <= first[branch] && first[branch] <= last[above];
    }

    SortedSet<UUID> within(int above) {
        SortedSet<UUID> found = new TreeSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (isWithin(i, above)) {
                found.add(ids.get(i));
            }
        }
        return found;
    }

    SortedSet<UUID> all() {
        SortedSet<UUID> found = new TreeSet<>();
        for (int i = 0; i < ids.size(); i++) {
            found.add(ids.get(i));
        }
        return Collections.unmodifiableSortedSet(found);
    }
}
