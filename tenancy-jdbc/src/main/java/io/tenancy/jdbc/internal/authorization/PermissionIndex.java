package io.tenancy.jdbc.internal.authorization;

import io.tenancy.authorization.Permission;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A bit for every declared permission. Immutable; one for all tenants, as long as the catalogue does not change. */
final class PermissionIndex {
    private final List<String> keys;
    private final Permission[] permissions;
    private final Map<Permission, Integer> bits;

    PermissionIndex(List<String> keys) {
        this.keys = List.copyOf(keys);
        this.permissions = this.keys.stream().map(Permission::of).toArray(Permission[]::new);
        this.bits = new HashMap<>(permissions.length * 2);
        for (int i = 0; i < permissions.length; i++) {
            bits.put(permissions[i], i);
        }
    }

    boolean isOf(List<String> other) {
        return keys.equals(other);
    }

    /** The bit of a permission. */
    int bit(Permission permission) {
        Integer bit = bits.get(permission);
        if (bit == null) {
            throw new IllegalArgumentException("Permission " + permission
                    + " is not declared; declare it under permissions in tenancy.yaml and run tenancyctl role apply");
        }
        return bit;
    }

    long[] none() {
        return new long[(permissions.length + 63) >>> 6];
    }

    long[] all() {
        long[] all = none();
        for (int i = 0; i < permissions.length; i++) {
            all[i >>> 6] |= 1L << i;
        }
        return all;
    }

    void add(long[] set, String permission) {
        int bit = bit(Permission.of(permission));
        set[bit >>> 6] |= 1L << bit;
    }

    SortedSet<Permission> named(long[] set) {
        SortedSet<Permission> named = new TreeSet<>();
        for (int i = 0; i < permissions.length; i++) {
            if (has(set, i)) {
                named.add(permissions[i]);
            }
        }
        return Collections.unmodifiableSortedSet(named);
    }

    static boolean has(long[] set, int bit) {
        return (set[bit >>> 6] & 1L << bit) != 0;
    }
}
