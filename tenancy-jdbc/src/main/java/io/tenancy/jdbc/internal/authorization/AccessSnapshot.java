package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.AccessDecision.Outcome;
import io.tenancy.authorization.Permission;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may what in one tenant, as it was at one moment: for every principal the places where it was granted something, itself or by a
 * group, and for every place a set of bits. Sets that are alike are kept once. Immutable.
 */
final class AccessSnapshot {
    /** The place of a grant for the whole tenant. */
    static final int WHOLE_TENANT = -1;

    private final PermissionIndex index;
    private final BranchTree branches;
    private final IdTable principals;
    /** Where the places of a principal begin; one more than principals. */
    private final int[] start;
    /** The branch, or the whole tenant. */
    private final int[] place;
    /** Which set is held there. */
    private final int[] held;

    private final long[][] sets;
    private final Map<UUID, Delegate> delegates;

    /** A principal that acts for another, within what is listed. */
    @SuppressWarnings("ArrayRecordComponent")
    record Delegate(UUID master, long[] listed) {}

    /** The arrays of {@link AccessSnapshot}, in its order. */
    @SuppressWarnings("ArrayRecordComponent")
    record Places(IdTable principals, int[] start, int[] place, int[] held, long[][] sets) {}

    AccessSnapshot(PermissionIndex index, BranchTree branches, Places places, Map<UUID, Delegate> delegates) {
        this.index = index;
        this.branches = branches;
        this.principals = places.principals;
        this.start = places.start;
        this.place = places.place;
        this.held = places.held;
        this.sets = places.sets;
        this.delegates = Map.copyOf(delegates);
    }

    Outcome check(UUID principal, Permission permission, @Nullable UUID branch) {
        int bit = index.bit(permission);
        int at = WHOLE_TENANT;
        if (branch != null) {
            at = branches.find(branch);
            if (at < 0) {
                return Outcome.NO_SUCH_BRANCH;
            }
        }
        UUID holder = principal;
        if (!delegates.isEmpty()) {
            Delegate delegate = delegates.get(principal);
            if (delegate != null) {
                if (!PermissionIndex.has(delegate.listed, bit)) {
                    return Outcome.NOT_GRANTED;
                }
                holder = delegate.master;
            }
        }
        int who = principals.find(holder);
        if (who >= 0) {
            for (int i = start[who]; i < start[who + 1]; i++) {
                if (reaches(i, at) && PermissionIndex.has(sets[held[i]], bit)) {
                    return Outcome.GRANTED;
                }
            }
        }
        return Outcome.NOT_GRANTED;
    }

    private boolean reaches(int grant, int at) {
        return place[grant] == WHOLE_TENANT || (at != WHOLE_TENANT && branches.isWithin(at, place[grant]));
    }

    SortedSet<Permission> permissions(UUID principal, @Nullable UUID branch) {
        int at = branch == null ? WHOLE_TENANT : branches.find(branch);
        long[] found = index.none();
        if (branch == null || at >= 0) {
            Delegate delegate = delegates.get(principal);
            collect(delegate == null ? principal : delegate.master, at, found);
            if (delegate != null) {
                for (int i = 0; i < found.length; i++) {
                    found[i] &= delegate.listed[i];
                }
            }
        }
        return index.named(found);
    }

    private void collect(UUID holder, int at, long[] into) {
        int who = principals.find(holder);
        if (who < 0) {
            return;
        }
        for (int i = start[who]; i < start[who + 1]; i++) {
            if (reaches(i, at)) {
                long[] set = sets[held[i]];
                for (int word = 0; word < into.length; word++) {
                    into[word] |= set[word];
                }
            }
        }
    }

    SortedSet<UUID> branches(UUID principal) {
        Delegate delegate = delegates.get(principal);
        SortedSet<UUID> found = new TreeSet<>();
        int who = principals.find(delegate == null ? principal : delegate.master);
        if (who >= 0) {
            for (int i = start[who]; i < start[who + 1]; i++) {
                if (place[i] == WHOLE_TENANT) {
                    return branches.all();
                }
                found.addAll(branches.within(place[i]));
            }
        }
        return java.util.Collections.unmodifiableSortedSet(found);
    }

    @Override
    public String toString() {
        return principals.size() + " principals, " + place.length + " places, " + Arrays.hashCode(sets);
    }
}
