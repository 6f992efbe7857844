package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one tenant and packs them. Not thread-safe. */
final class SnapshotBuilder {
    private final PermissionIndex index;
    private final Map<String, long[]> says = new HashMap<>();
    private final Map<String, List<String>> parents = new HashMap<>();
    private final Map<String, long[]> roles = new HashMap<>();
    private final Map<UUID, @Nullable UUID> branches = new HashMap<>();
    private final Map<UUID, List<UUID>> members = new HashMap<>();
    private final List<GrantRow> grants = new ArrayList<>();
    private final Map<UUID, AccessSnapshot.Delegate> delegates = new HashMap<>();

    private record GrantRow(UUID principal, @Nullable UUID branch, String role) {}

    SnapshotBuilder(PermissionIndex index) {
        this.index = index;
    }

    void says(String role, String permission) {
        index.add(says.computeIfAbsent(role, unused -> index.none()), permission);
    }

    void inherits(String role, String parent) {
        parents.computeIfAbsent(role, unused -> new ArrayList<>()).add(parent);
    }

    /** What a role says, and all that it inherits from. */
    private long[] content(String role) {
        long[] known = roles.get(role);
        if (known == null) {
            known = role.equals(Role.OWNER) ? index.all() : says.getOrDefault(role, index.none());
            for (String parent : parents.getOrDefault(role, List.of())) {
                known = union(known, content(parent));
            }
            roles.put(role, known);
        }
        return known;
    }

    void branch(UUID id, @Nullable UUID parent) {
        branches.put(id, parent);
    }

    void member(UUID group, UUID principal) {
        members.computeIfAbsent(group, unused -> new ArrayList<>()).add(principal);
    }

    void grant(UUID principal, @Nullable UUID branch, String role) {
        grants.add(new GrantRow(principal, branch, role));
    }

    void delegate(UUID principal, UUID master) {
        delegates.putIfAbsent(principal, new AccessSnapshot.Delegate(master, index.none()));
    }

    void listed(UUID principal, String permission) {
        AccessSnapshot.Delegate delegate = delegates.get(principal);
        if (delegate != null) {
            index.add(delegate.listed(), permission);
        }
    }

    AccessSnapshot build() {
        BranchTree tree = new BranchTree(branches);
        Map<UUID, NavigableMap<Integer, long[]>> places = new TreeMap<>();
        for (GrantRow grant : grants) {
            int place = grant.branch == null ? AccessSnapshot.WHOLE_TENANT : tree.find(grant.branch);
            long[] content = content(grant.role);
            add(places, grant.principal, place, content);
            for (UUID member : members.getOrDefault(grant.principal, List.of())) {
                add(places, member, place, content);
            }
        }
        return new AccessSnapshot(index, tree, pack(places), delegates);
    }

    private static void add(
            Map<UUID, NavigableMap<Integer, long[]>> places, UUID principal, int place, long[] content) {
        places.computeIfAbsent(principal, unused -> new TreeMap<>()).merge(place, content, SnapshotBuilder::union);
    }

    private static long[] union(long[] one, long[] other) {
        long[] both = one.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] |= other[i];
        }
        return both;
    }

    private static AccessSnapshot.Places pack(Map<UUID, NavigableMap<Integer, long[]>> places) {
        int size = places.values().stream().mapToInt(NavigableMap::size).sum();
        int[] start = new int[places.size() + 1];
        int[] place = new int[size];
        int[] held = new int[size];
        List<long[]> sets = new ArrayList<>();
        Map<List<Long>, Integer> known = new HashMap<>();
        int principal = 0;
        int next = 0;
        for (NavigableMap<Integer, long[]> one : places.values()) {
            start[principal++] = next;
            for (Map.Entry<Integer, long[]> entry : one.entrySet()) {
                place[next] = entry.getKey();
                held[next++] = known.computeIfAbsent(words(entry.getValue()), unused -> {
                    sets.add(entry.getValue());
                    return sets.size() - 1;
                });
            }
        }
        start[principal] = next;
        return new AccessSnapshot.Places(new IdTable(places.keySet()), start, place, held, sets.toArray(long[][]::new));
    }

    private static List<Long> words(long[] set) {
        List<Long> words = new ArrayList<>(set.length);
        for (long word : set) {
            words.add(word);
        }
        return words;
    }
}
