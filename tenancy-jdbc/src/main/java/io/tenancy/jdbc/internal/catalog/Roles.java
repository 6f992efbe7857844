package io.tenancy.jdbc.internal.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The roles of a server and who is member of whom. Immutable. */
public final class Roles {
    /**
     * A membership.
     *
     * @param member who is in it
     * @param group in what
     * @param inherits whether the member has the group's rights at once
     * @param switches whether the member may become the group, or let itself
     */
    public record Membership(long member, long group, boolean inherits, boolean switches) {}

    private final Map<Long, Role> byOid = new HashMap<>();
    private final List<Membership> memberships;

    Roles(List<Role> roles, List<Membership> memberships) {
        roles.forEach(role -> byOid.put(role.oid(), role));
        this.memberships = List.copyOf(memberships);
    }

    /** The role of a number; one that nobody knows any more is called by the number. */
    public Role get(long oid) {
        return byOid.getOrDefault(
                oid, new Role(oid, "\"" + oid + "\"", Long.toString(oid), false, false, false, false, false));
    }

    /** The role itself and every role it can become. */
    public Set<Long> becomes(long role) {
        return closure(role, false);
    }

    /** The role itself and every role whose rights it has. */
    public Set<Long> rightsOf(long role) {
        return closure(role, true);
    }

    /** The groups that the role is in itself. */
    public List<Long> groupsOf(long role) {
        return memberships.stream()
                .filter(one -> one.member() == role)
                .map(Membership::group)
                .toList();
    }

    private Set<Long> closure(long role, boolean inherited) {
        Set<Long> found = new LinkedHashSet<>(Set.of(role));
        Deque<Long> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            long member = open.remove();
            for (Membership one : memberships) {
                boolean counts = inherited ? one.inherits() : one.switches() || one.inherits();
                if (one.member() == member && counts && found.add(one.group())) {
                    open.add(one.group());
                }
            }
        }
        return found;
    }
}
